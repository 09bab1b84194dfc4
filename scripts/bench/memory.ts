import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { type Memory, parseSmapsRollup } from './parse-proc.ts';
import type { Product } from './product.ts';

const settleMs = 10_000;
const MB = 1_000_000;

/** What the backend and one console keep in memory, a while after their start. */
export async function measureMemory({ bezeldPid, consolePid }: Product): Promise<Figure[]> {
  await sleep(settleMs);
  const bezeld = await readMemory(bezeldPid);
  const console = await readMemory(consolePid);
  const detail = `bezeld ${inMB(bezeld)}, console ${inMB(console)}`;
  return [
    { name: 'memory, RSS', value: (bezeld.rss + console.rss) / MB, unit: 'MB', goal: 150, note: detail },
    {
      ...{ name: 'memory, PSS', value: (bezeld.pss + console.pss) / MB, unit: 'MB', goal: 150 },
      note: 'what both really cost: the pages of Node itself, which they share, counted once',
    },
  ];
}

async function readMemory(pid: number): Promise<Memory> {
  return parseSmapsRollup(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'));
}

function inMB({ rss, pss }: Memory): string {
  return `${(rss / MB).toFixed(0)} MB (PSS ${(pss / MB).toFixed(0)} MB)`;
}
