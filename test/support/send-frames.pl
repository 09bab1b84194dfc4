# Sends one Ethernet frame, given as hexadecimal digits, out of a link, once or a number of times: perl send-frames.pl LINK FRAME [COUNT]
use strict;
use warnings;

my ($link, $frame, $count) = (@ARGV, 1);
open(my $file, '<', "/sys/class/net/$link/ifindex") or die "$link: $!\n";
my $index = <$file> + 0;
# linux/if_packet.h: AF_PACKET, SOCK_RAW, ETH_P_ALL; struct sockaddr_ll.
socket(my $socket, 17, 3, unpack('n', pack('S', 3))) or die "socket: $!\n";
my $there = pack('S n i S C C a8', 17, 3, $index, 0, 0, 6, '');
for (1 .. $count) {
    send($socket, pack('H*', $frame), 0, $there) or die "send: $!\n";
    select(undef, undef, undef, 0.005) if $count > 1;
}
