# A cable's other end: passes frames between a tap and the pair of datagram sockets that is the wire of a box's NIC.
# Run it in the network namespace that the tap is to be in. Usage: wire.pl TAP FROM-BOX.sock TO-BOX.sock
use strict;
use warnings;
use Socket;

my ($name, $from, $to) = @ARGV;
# linux/if_tun.h: TUNSETIFF, IFF_TAP | IFF_NO_PI.
open(my $tap, '+<:raw', '/dev/net/tun') or die "/dev/net/tun: $!\n";
ioctl($tap, 0x400454ca, pack('a16 S x22', $name, 0x0002 | 0x1000)) or die "$name: $!\n";
socket(my $wire, AF_UNIX, SOCK_DGRAM, 0) or die "socket: $!\n";
unlink $from;
bind($wire, pack_sockaddr_un($from)) or die "$from: $!\n";
my $box = pack_sockaddr_un($to);
$| = 1;
print "ready\n";

while (1) {
    my $bits = '';
    vec($bits, fileno($_), 1) = 1 for $tap, $wire;
    next if select($bits, undef, undef, undef) < 1;
    if (vec($bits, fileno($tap), 1)) {
        sysread($tap, my $frame, 65536) or last;
        # A box that is off hears nothing.
        send($wire, $frame, 0, $box);
    }
    if (vec($bits, fileno($wire), 1)) {
        defined recv($wire, my $frame, 65536, 0) or last;
        syswrite($tap, $frame) if length $frame;
    }
}
