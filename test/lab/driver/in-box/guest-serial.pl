# Passes the guest's serial console on to the lab: from libvirt's console stream, by virsh, to a virtio-serial port.
# The console is held only while somebody is connected to the lab's end, and is opened again after the guest's restarts.
use strict;
use warnings;

my $path = '/dev/virtio-ports/lab.guest-serial';
# virsh wants a terminal; `script` gives it one. The escape character is one that no story sends.
my @console = ('script', '--quiet', '--flush', '--return', '--command', 'virsh --escape ^_ console guest', '/dev/null');

open(my $port, '+<:raw', $path) or die "$path: $!";
$SIG{PIPE} = 'IGNORE';

sub readable {
    my ($seconds, @handles) = @_;
    my $bits = '';
    vec($bits, fileno($_), 1) = 1 for @handles;
    return '' if select($bits, undef, undef, $seconds) < 1;
    return $bits;
}

# Input for which there was no console yet.
my $early = '';
# Whether somebody is at the lab's end: an end of file says no, silence says yes.
sub connected {
    while (vec(readable(0.1, $port), fileno($port), 1)) {
        return 0 unless sysread($port, $early, 65536, length $early);
    }
    return 1;
}

sub pass_on {
    pipe(my $in_read, my $in_write);
    pipe(my $out_read, my $out_write);
    my $pid = fork() // return;
    if ($pid == 0) {
        close($port);
        open(STDIN, '<&', $in_read);
        open(STDOUT, '>&', $out_write);
        exec @console;
    }
    close($in_read);
    close($out_write);
    # virsh throws away what was typed before it says this.
    my $greeting = '';
    my $open = 0;
    while (1) {
        my $ready = readable(undef, $port, $out_read);
        if (vec($ready, fileno($out_read), 1)) {
            last unless sysread($out_read, my $bytes, 65536);
            if (!$open) {
                $greeting .= $bytes;
                next unless $greeting =~ /Escape character is [^\n]*\n/g;
                $open = 1;
                $bytes = substr($greeting, pos $greeting);
                syswrite($in_write, $early);
                $early = '';
            }
            syswrite($port, $bytes) if length $bytes;
        }
        if (vec($ready, fileno($port), 1)) {
            last unless sysread($port, my $bytes, 65536);
            if ($open) { syswrite($in_write, $bytes) }
            else { $early .= $bytes }
        }
    }
    kill('TERM', $pid);
    waitpid($pid, 0);
}

while (1) {
    if (!connected()) { select(undef, undef, undef, 0.3); next }
    pass_on();
    select(undef, undef, undef, 1);
}
