import { randomBytes } from 'node:crypto';
import { type RunCommand, runCommand } from '../../../../src/backend/host/commands.ts';
import { type FollowCommand, followCommand } from '../../../../src/backend/host/follow-command.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import type { ObservedLink } from '../../../../src/backend/network/model.ts';
import { parseLinks } from '../../../../src/backend/network/parse-links.ts';
import type { NetworkHost } from '../../../../src/backend/network/read-observed.ts';
import { type FilesInside, filesInside } from './files-inside.ts';

/** A network of its own, in which nothing touches the machine's. */
export interface Namespace {
  name: string;
  run: RunCommand;
  host: NetworkHost;
  follow: FollowCommand;
  /** What went to programs by their standard input, and what was written to files, the oldest first. */
  inputs: string[];
  ip(...args: string[]): Promise<void>;
  links(): Promise<Map<string, ObservedLink>>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A network namespace with `eth0`, `eth1`, …, each a veth whose other end is `wire0`, `wire1`, … */
export async function makeNamespace(nics: number): Promise<Namespace> {
  const name = `bezel-test-${randomBytes(4).toString('hex')}`;
  const inputs: string[] = [];
  const inside = (file: string, args: readonly string[]): string[] =>
    file === 'ip' ? ['-n', name, ...args] : ['netns', 'exec', name, file, ...args];
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
  const files = filesInside(name);
  const pairs = Array.from({ length: nics }, (_, n) => `link add eth${n} type veth peer name wire${n}\n`);
  const added = await runCommand('ip', ['-n', name, '-batch', '-'], { input: pairs.join('') });
  if (!added.ok) throw new Error(added.message);
  return {
    name,
    run,
    host: {
      run,
      readText: readBy(files),
      writeText: (path, text) => {
        inputs.push(text);
        return files.write(path, text);
      },
    },
    follow: (file, args, listener) => followCommand('ip', inside(file, args), listener),
    inputs,
    ip,
    links: async () => {
      const result = await run('ip', ['-json', '-details', 'address', 'show']);
      if (!result.ok) throw new Error(result.message);
      return new Map(parseLinks(result.stdout).map((link) => [link.name, link]));
    },
    [Symbol.asyncDispose]: async () => {
      await files[Symbol.asyncDispose]();
      await runCommand('ip', ['netns', 'delete', name]);
    },
  };
}

/** Without the end of the last line, as programs' output is read. */
const readBy =
  (files: FilesInside): NetworkHost['readText'] =>
  (path) =>
    files.read(path).then(
      (text) => read(text.replace(/\n$/, '')),
      (error: Error) => notRead('missing', error.message),
    );
