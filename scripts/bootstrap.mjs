// The way in from a fresh clone: runs on whatever Node 20 or newer is there, with nothing installed, puts in
// place what is missing, and hands over to scripts/TASK.ts under the pinned Node 24.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { installPackages } from './bootstrap/debian.mjs';
import { Refusal, readMachine, refuseUnlessFit, toRootCommand } from './bootstrap/machine.mjs';
import { installNodeModules } from './bootstrap/npm.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const groupsOf = { start: ['build', 'lab'], test: ['build', 'lab', 'test'] };

async function main([task, ...args]) {
  if (!(task in groupsOf))
    throw new Refusal(`Usage: node scripts/bootstrap.mjs ${Object.keys(groupsOf).join('|')}`);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(await readFile(join(root, 'scripts/help', `${task}.txt`), 'utf8'));
    return 0;
  }
  const machine = await readMachine(root);
  refuseUnlessFit(machine);
  await installPackages(root, groupsOf[task], machine);
  const node = await installNodeModules(root);
  const path = [join(root, 'node_modules/.bin'), process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter);
  const command = toRootCommand(machine, [node, join(root, 'scripts', `${task}.ts`), ...args], {
    PATH: path,
  });
  return run(command, path);
}

/** Runs the task in this terminal. Ctrl-C reaches it from the terminal; it decides what that means. */
function run([file, ...args], path) {
  const child = spawn(file, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error instanceof Refusal ? `\n${error.message}` : error);
    process.exitCode = 1;
  },
);
