// Applies what is wanted, and is killed by SIGKILL after so many changes of the machine. Arguments: that number, and what is wanted as JSON.
import { runCommand } from '../../../../src/backend/host/commands.ts';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { writeInPlace } from '../../../../src/backend/host/write-in-place.ts';
import { applyBridges } from '../../../../src/backend/network/apply-bridges.ts';

let left = Number(process.argv[2]);
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
};

await applyBridges(
  {
    run: async (file, args, options) => {
      if (options?.input === undefined) return runCommand(file, args, options);
      const lines = options.input.trimEnd().split('\n');
      const done = lines.slice(0, left);
      left -= done.length;
      const result = await runCommand(file, args, { ...options, input: `${done.join('\n')}\n` });
      return done.length < lines.length ? die() : result;
    },
    readText: filesBelow('/').readText,
    writeText: async (path, text) => {
      if (left === 0) die();
      left -= 1;
      await writeInPlace(path, text);
    },
  },
  JSON.parse(process.argv[3] ?? '[]'),
);
