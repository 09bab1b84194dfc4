# Reads and writes files in the namespace that it runs in. Each line asks, `read PATH` or `write PATH TEXT`, and is answered by one: `ok TEXT`, or
# `failed ERRNO WORDS`. All but the numbers and the verbs is in hexadecimal.
use strict;
use warnings;
use Fcntl;

$| = 1;
while (my $line = <STDIN>) {
    my ($verb, $path, $text) = map { defined $_ ? $_ : '' } ($line =~ /^(\w+) ([0-9a-f]+) ?([0-9a-f]*)$/);
    $path = pack 'H*', $path;
    my $mode = $verb eq 'write' ? O_WRONLY : O_RDONLY;
    my $done = sysopen(my $file, $path, $mode);
    if ($done && $verb eq 'write') { $done = defined syswrite $file, pack('H*', $text); $text = ''; }
    elsif ($done) { $done = defined sysread $file, $text, 65536; }
    print $done ? 'ok ' . unpack('H*', $text) . "\n" : 'failed ' . ($! + 0) . ' ' . unpack('H*', "$!") . "\n";
}
