import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { parseCpuTicks } from './parse-proc.ts';
import type { Product } from './product.ts';

const seconds = 60;
/** Linux counts in hundredths of a second on every architecture that Node runs on (USER_HZ). */
const ticksPerSecond = 100;

/** How much of one core the backend and one console use while nothing happens. */
export async function measureIdle({ bezeldPid, consolePid }: Product): Promise<Figure[]> {
  const before = [await readTicks(bezeldPid), await readTicks(consolePid)];
  await sleep(seconds * 1000);
  const after = [await readTicks(bezeldPid), await readTicks(consolePid)];
  const [bezeld = 0, console = 0] = after.map((ticks, index) => percent(ticks - (before[index] ?? 0)));
  return [
    {
      ...{ name: 'idle CPU', value: bezeld + console, unit: '%', goal: 0.2 },
      note: `of one core over ${seconds} s: bezeld ${bezeld.toFixed(2)} %, console ${console.toFixed(2)} %`,
    },
  ];
}

async function readTicks(pid: number): Promise<number> {
  return parseCpuTicks(await readFile(`/proc/${pid}/stat`, 'utf8'));
}

function percent(ticks: number): number {
  return (ticks / ticksPerSecond / seconds) * 100;
}
