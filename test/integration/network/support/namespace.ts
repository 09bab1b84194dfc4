import { randomBytes } from 'node:crypto';
import { type RunCommand, runCommand } from '../../../../src/backend/host/commands.ts';
import { type FollowCommand, followCommand } from '../../../../src/backend/host/follow-command.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import type { ObservedLink } from '../../../../src/backend/network/model.ts';
import { parseLinks } from '../../../../src/backend/network/parse-links.ts';
import type { NetworkHost } from '../../../../src/backend/network/read-observed.ts';

/** A network of its own, in which nothing touches the machine's. */
export interface Namespace {
  name: string;
  run: RunCommand;
  host: NetworkHost;
  follow: FollowCommand;
  /** What went to programs by their standard input, the oldest first. */
  inputs: string[];
  ip(...args: string[]): Promise<void>;
  links(): Promise<Map<string, ObservedLink>>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A network namespace with `eth0`, `eth1`, …, each a veth whose other end is `wire0`, `wire1`, … */
export async function makeNamespace(nics: number): Promise<Namespace> {
  const name = `bezel-test-${randomBytes(4).toString('hex')}`;
  const inputs: string[] = [];
  const inside = (file: string, args: readonly string[]): string[] => ['netns', 'exec', name, file, ...args];
  const run: RunCommand = (file, args, options) => {
    if (options?.input !== undefined) inputs.push(options.input);
    return runCommand('ip', inside(file, args), options);
  };
  const ip = async (...args: string[]): Promise<void> => {
    const result = await runCommand('ip', ['-n', name, ...args]);
    if (!result.ok) throw new Error(`ip ${args.join(' ')}: ${result.message}`);
  };
  const made = await runCommand('ip', ['netns', 'add', name]);
  if (!made.ok) throw new Error(`a network namespace cannot be made: ${made.message}`);
  for (let n = 0; n < nics; n++)
    await ip('link', 'add', `eth${n}`, 'type', 'veth', 'peer', 'name', `wire${n}`);
  return {
    name,
    run,
    host: { run, readText: readBy(run), writeText: writeBy(run) },
    follow: (file, args, listener) => followCommand('ip', inside(file, args), listener),
    inputs,
    ip,
    links: async () => {
      const result = await run('ip', ['-json', '-details', 'address', 'show']);
      if (!result.ok) throw new Error(result.message);
      return new Map(parseLinks(result.stdout).map((link) => [link.name, link]));
    },
    [Symbol.asyncDispose]: async () => void (await runCommand('ip', ['netns', 'delete', name])),
  };
}

/** What is below /proc/sys/net is of the namespace of whoever reads it. */
const readBy =
  (run: RunCommand): NetworkHost['readText'] =>
  async (path) => {
    const text = await run('cat', [path]);
    return text.ok ? read(text.stdout) : notRead('missing', text.message);
  };
const writeBy =
  (run: RunCommand): NetworkHost['writeText'] =>
  async (path, text) => {
    const written = await run('dd', [`of=${path}`, 'conv=notrunc', 'status=none'], { input: text });
    if (!written.ok)
      throw Object.assign(new Error(written.message), {
        code: written.message.includes('No such file') ? 'ENOENT' : 'EIO',
      });
  };
