import { readFile, stat } from 'node:fs/promises';
import { quote } from '../driver/shell.ts';
import { UsageError } from './arguments.ts';
import { type Command, withBox } from './command.ts';

const dayMs = 24 * 60 * 60 * 1000;

export const sh: Command = {
  usage: 'sh [--stdin] -- COMMAND',
  summary:
    'run a command as root in the box; one word is a shell script, several are a command with its arguments',
  options: { stdin: 'boolean' },
  run(args, output) {
    const [first, ...more] = [...args.words, ...args.rest];
    if (first === undefined) throw new UsageError('COMMAND is missing');
    const script = more.length === 0 ? first : [first, ...more].map(quote).join(' ');
    return withBox(args, async (box) => {
      const stdin = args.options.stdin === true ? await readAll(process.stdin) : '';
      const result = await box.shell.run(script, {
        stdin,
        timeoutMs: dayMs,
        reject: false,
        onOutput: output.pass,
      });
      return result.exitCode;
    });
  },
};

export const push: Command = {
  usage: 'push FILE PATH',
  summary: 'copy a file into the box',
  run(args) {
    const [file, path, extra] = args.words;
    if (file === undefined || path === undefined || extra !== undefined)
      throw new UsageError('push takes FILE and PATH');
    return withBox(args, async (box) => {
      const source = args.path(file);
      await box.shell.push(await readFile(source), path, (await stat(source)).mode & 0o777);
    });
  },
};

async function readAll(stream: NodeJS.ReadStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
