import { LabError } from './errors.ts';
import type { RootShell } from './shell.ts';

/** HTTP/1.0: the answer has no chunks, and its end is the end of the connection. */
const client = `
use IO::Socket::UNIX;
my $box = IO::Socket::UNIX->new(Peer => '/run/bezel/admin.sock') or die "the API does not listen: $!\\n";
print $box "GET $ARGV[0] HTTP/1.0\\r\\nHost: box\\r\\n\\r\\n";
print while <$box>;
`;

/**
 * Asks the API of a box for something, as its root does, and returns the JSON. In Perl, since the command line's Node takes some seconds to start where the box is
 * emulated, and the stories ask again and again.
 */
export async function readApi<T>(shell: RootShell, path: string): Promise<T> {
  if (!/^\/v1\/[\w/?=&-]+$/.test(path)) throw new LabError('api', `${path} is no path of the API`);
  const { stdout } = await shell.run(`perl - '${path}'`, { stdin: client });
  const end = stdout.indexOf('\r\n\r\n');
  const [head, body] = [stdout.slice(0, end), stdout.slice(end + 4)];
  if (!/^HTTP\/1\.[01] 200 /.test(head))
    throw new LabError('api', `GET ${path}: ${head.split('\r\n')[0]} ${body}`);
  return JSON.parse(body) as T;
}
