import { readFileSync } from 'node:fs';

/** What the program below says, as one line of JSON; times in milliseconds. */
export interface Reading {
  readMs: number;
  userMs: number;
  systemMs: number;
}

const [list = ''] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(run(JSON.parse(readFileSync(list, 'utf8')) as string[]))}\n`);

/** Reads the files one after the other, and makes nothing of them. */
function run(files: readonly string[]): Reading {
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (const file of files) readFileSync(file);
  const readMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { readMs, userMs: user / 1000, systemMs: system / 1000 };
}
