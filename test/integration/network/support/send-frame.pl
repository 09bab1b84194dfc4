# Sends one frame, given as hexadecimal digits, out of a link: perl send-frame.pl LINK FRAME
use strict;
use warnings;
use Socket;

my ($link, $frame) = @ARGV;
my ($af_packet, $eth_p_all) = (17, 3);
open my $file, '<', "/sys/class/net/$link/ifindex" or die "$link: $!\n";
my $index = <$file>;
socket my $socket, $af_packet, SOCK_RAW, unpack('S', pack('n', $eth_p_all)) or die "socket: $!\n";
# struct sockaddr_ll of packet(7).
my $address = pack 'S n l S C C a8', $af_packet, $eth_p_all, $index, 0, 0, 0, '';
send $socket, pack('H*', $frame), 0, $address or die "send: $!\n";
