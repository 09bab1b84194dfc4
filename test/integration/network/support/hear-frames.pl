# Writes what comes in on a link into a file, a line of hexadecimal digits for each frame: perl hear-frames.pl INDEX FILE
use strict;
use warnings;
use IO::Handle;
use Socket;

my ($index, $path) = @ARGV;
open my $file, '>', $path or die "$path: $!\n";
$file->autoflush(1);
# AF_PACKET with all protocols; see packet(7).
socket(my $socket, 17, SOCK_RAW, unpack('S', pack('n', 3))) or die $!;
bind($socket, pack('S n l S C C a8', 17, 3, $index, 0, 0, 0, '')) or die $!;
while (defined recv($socket, my $frame, 65536, 0)) { print $file unpack('H*', $frame), "\n"; }
