# Runs commands for the lab's driver, which talks to this end over a virtio-serial port. Perl, because every Debian has it and
# one process that starts one other per command is quick even where every instruction is emulated.
#
# From the driver, lines, some followed by bytes:
#   hello TOKEN                        answered by "hello TOKEN"
#   run ID SCRIPT_BYTES STDIN_BYTES    then a bash script, its standard input, and the line "end ID"
#   get ID PATH                        asks bezeld's API for something, and gives the whole answer
#   cat ID PATH...                     gives what is in files
#   kill ID                            ends any of these, and its children
# To the driver:
#   hello TOKEN
#   o ID BYTES | e ID BYTES            then a piece of standard output or standard error
#   x ID CODE                          the command is over and its output complete; 128 + signal as in a shell
# Reading is done by a child of this process that starts no program: stories ask again and again, and each program that starts is a tenth of
# a second where every instruction is emulated.
# Commands run side by side. A driver that goes away leaves its commands running; the next one skips what has not its IDs.
use strict;
use warnings;
use POSIX qw(:sys_wait_h setsid);
use Fcntl qw(F_SETFD FD_CLOEXEC);
use Socket qw(PF_UNIX SOCK_STREAM pack_sockaddr_un);

my $port = '/dev/virtio-ports/lab.agent';
# A child of the command may keep its output open; the answer does not wait for that any longer.
my $grace_seconds = 1;
my %jobs;
my $input = '';

sub send_all {
    my ($bytes) = @_;
    while (length $bytes) {
        my $written = syswrite(PORT, $bytes);
        next if !defined $written && $!{EINTR};
        return if !defined $written;
        substr($bytes, 0, $written) = '';
    }
}

# Runs $work in a child whose outputs go to the driver.
sub start {
    my ($id, $stdin, $work) = @_;
    open(my $in, '+>', undef) or return send_all("x $id 126\n");
    print $in $stdin;
    seek($in, 0, 0);
    pipe(my $out_read, my $out_write);
    pipe(my $err_read, my $err_write);
    my $pid = fork() // return send_all("x $id 126\n");
    if ($pid == 0) {
        setsid();
        open(STDIN, '<&', $in);
        open(STDOUT, '>&', $out_write);
        open(STDERR, '>&', $err_write);
        $SIG{PIPE} = 'DEFAULT';
        my $done = eval { $work->(); 1 };
        syswrite(STDERR, $@) if !$done;
        POSIX::_exit($done ? 0 : 1);
    }
    $jobs{$id} = { pid => $pid, pipes => { o => $out_read, e => $err_read } };
}

sub run {
    my ($script) = @_;
    # A box that is emulated on a busy machine answers late, and is well all the same.
    $ENV{BEZEL_TIMEOUT} = 170;
    exec {'/bin/bash'} 'bash', '-c', $script or POSIX::_exit(126);
}

# All that can be read, to standard output.
sub pass_on {
    my ($from, $what) = @_;
    while (1) {
        my $count = sysread($from, my $piece, 65536) // die "$what: $!\n";
        last if $count == 0;
        for (my $done = 0; $done < $count;) {
            $done += syswrite(STDOUT, $piece, $count - $done, $done) // die "standard output: $!\n";
        }
    }
}

# HTTP/1.0: the answer has no chunks, and its end is the end of the connection.
sub get {
    my ($path) = @_;
    socket(my $api, PF_UNIX, SOCK_STREAM, 0) or die "socket: $!\n";
    connect($api, pack_sockaddr_un('/run/bezel/admin.sock')) or die "the API does not listen: $!\n";
    syswrite($api, "GET $path HTTP/1.0\r\nHost: box\r\n\r\n") // die "the API does not listen: $!\n";
    pass_on($api, 'the API');
}

sub cat {
    for my $path (@_) {
        open(my $file, '<:raw', $path) or die "$path: $!\n";
        pass_on($file, $path);
    }
}

# Takes whole requests off the input; what is not a request is dropped.
sub serve {
    while ($input =~ /\A([^\n]*)\n/) {
        my ($line, $rest) = ($1, length($1) + 1);
        if ($line =~ /\Arun (\w+) (\d+) (\d+)\z/) {
            my ($id, $script, $stdin) = ($1, $2, $3);
            my $end = "end $id\n";
            return if length($input) < $rest + $script + $stdin + length $end;
            my $whole = substr($input, $rest + $script + $stdin, length $end) eq $end;
            if (!$whole) { $input = ''; return }
            my $text = substr($input, $rest, $script);
            start($id, substr($input, $rest + $script, $stdin), sub { run($text) });
            $rest += $script + $stdin + length $end;
        }
        elsif ($line =~ /\Aget (\w+) (\S+)\z/) { my ($id, $path) = ($1, $2); start($id, '', sub { get($path) }) }
        elsif ($line =~ /\Acat (\w+) (\S+(?: \S+)*)\z/) { my ($id, @paths) = ($1, split ' ', $2); start($id, '', sub { cat(@paths) }) }
        elsif ($line =~ /\Ahello (\w+)\z/) { send_all("hello $1\n") }
        elsif ($line =~ /\Akill (\w+)\z/ && $jobs{$1}) { kill('KILL', -$jobs{$1}{pid}) }
        substr($input, 0, $rest) = '';
    }
}

sub collect {
    my ($ready) = @_;
    for my $id (keys %jobs) {
        my $job = $jobs{$id};
        for my $stream (keys %{ $job->{pipes} }) {
            my $pipe = $job->{pipes}{$stream};
            next unless vec($ready, fileno($pipe), 1);
            my $count = sysread($pipe, my $piece, 65536);
            if ($count) { send_all("$stream $id $count\n$piece") }
            elsif (defined $count) { delete $job->{pipes}{$stream} }
        }
        if (!defined $job->{code} && waitpid($job->{pid}, WNOHANG) > 0) {
            $job->{code} = WIFSIGNALED($?) ? 128 + WTERMSIG($?) : WEXITSTATUS($?);
            $job->{ended} = time;
        }
        next unless defined $job->{code};
        next if %{ $job->{pipes} } && time - $job->{ended} < $grace_seconds;
        send_all("x $id $job->{code}\n");
        delete $jobs{$id};
    }
}

# The root shell for people, and for programs that drive the box by hand, on the third serial line.
if (fork() == 0) {
    exec 'systemd-run', '--quiet', '--collect', '--unit=lab-shell', '--working-directory=/root',
      (map { ('-p', $_) } qw(DefaultDependencies=no IgnoreOnIsolate=yes Restart=always RestartSec=0 StartLimitIntervalSec=0
        TTYPath=/dev/ttyS2 StandardInput=tty StandardOutput=tty KillMode=process KillSignal=SIGHUP)),
      '-E', 'HOME=/root', '-E', 'TERM=dumb', '-E', 'PS1=lab# ', 'bash', '--norc';
}

system('modprobe', '-q', 'virtio_console');
select(undef, undef, undef, 0.2) until -c $port;
open(PORT, '+<:raw', $port) or die "$port: $!";
fcntl(PORT, F_SETFD, FD_CLOEXEC);
$SIG{CHLD} = sub { };
my $connected = 1;
while (1) {
    my $wanted = '';
    vec($wanted, fileno(PORT), 1) = 1 if $connected;
    vec($wanted, fileno($_), 1) = 1 for map { values %{ $_->{pipes} } } values %jobs;
    my $found = select(my $ready = $wanted, undef, undef, !$connected ? 0.2 : %jobs ? 0.25 : undef);
    $ready = '' if $found < 1;
    $connected = 1;
    if (vec($ready, fileno(PORT), 1)) {
        my $count = sysread(PORT, $input, 262144, length $input);
        if ($count) { serve() }
        elsif (defined $count) {
            # End of file: no driver is connected. Half a request of one that went away is void.
            $connected = 0;
            $input = '';
        }
    }
    collect($ready);
}
