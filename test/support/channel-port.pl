# A port as the guest finds it and the unix socket that QEMU would have made for it: what is written to one is read from the other.
# perl channel-port.pl SOCKET; prints the port's path.
use strict;
use warnings;
use IO::Select;
use IO::Socket::UNIX;
use POSIX qw(:termios_h);

my ($path) = @ARGV;
open(my $port, '+<', '/dev/ptmx') or die "ptmx: $!\n";
# asm-generic/ioctls.h: TIOCSPTLCK, TIOCGPTN.
my $number = pack('i', 0);
ioctl($port, 0x40045431, $number) or die "unlock: $!\n";
ioctl($port, 0x80045430, $number) or die "number: $!\n";
my $name = '/dev/pts/' . unpack('i', $number);
# Held open, as else each program that leaves would be an end of the file; and without what a terminal makes of bytes.
open(my $held, '+<', $name) or die "$name: $!\n";
my $terminal = POSIX::Termios->new;
$terminal->getattr(fileno($held));
$terminal->setlflag(0);
$terminal->setiflag(0);
$terminal->setoflag(0);
$terminal->setattr(fileno($held), TCSANOW);

my $server = IO::Socket::UNIX->new(Local => $path, Listen => 1) or die "$path: $!\n";
$| = 1;
print "$name\n";
while (my $peer = $server->accept) {
    my %to = (fileno($port) => $peer, fileno($peer) => $port);
    my $both = IO::Select->new($port, $peer);
    COPY: while (my @ready = $both->can_read) {
        for my $from (@ready) {
            sysread($from, my $bytes, 65536) or last COPY;
            while (length $bytes) {
                my $count = syswrite($to{fileno($from)}, $bytes) or last COPY;
                substr($bytes, 0, $count, '');
            }
        }
    }
}
