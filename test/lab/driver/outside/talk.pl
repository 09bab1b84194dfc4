# Talks over one TCP connection to whoever sends back what he gets: a line five times a second, until standard input ends.
# Ends with 0 and the number of lines that came back, or with 1 and why it could not go on. Usage: talk.pl ADDRESS PORT
use strict;
use warnings;
use IO::Socket::INET;

my ($address, $port) = @ARGV;
my $peer = IO::Socket::INET->new(PeerAddr => $address, PeerPort => $port, Timeout => 20) or die "connect: $@\n";
$SIG{PIPE} = 'IGNORE';
$| = 1;
print "connected\n";
my $count = 0;
while (1) {
    my $line = "line $count\n";
    defined syswrite($peer, $line) or die "after $count lines: $!\n";
    my $back = '';
    while (length $back < length $line) {
        my $bits = '';
        vec($bits, fileno($peer), 1) = 1;
        select($bits, undef, undef, 60) or die "after $count lines: no answer for 60 s\n";
        sysread($peer, $back, 4096, length $back) or die "after $count lines: the connection is closed\n";
    }
    $back eq $line or die "after $count lines: another answer\n";
    $count++;
    my $bits = '';
    vec($bits, fileno(STDIN), 1) = 1;
    last if select($bits, undef, undef, 0.2) > 0;
}
print "$count\n";
