import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { type Memory, parseSmapsRollup } from './parse-proc.ts';
import type { Product } from './product.ts';

const settleMs = 10_000;
export const MB = 1_000_000;

/**
 * What the backend and one console keep in memory, a while after their start. Both run the same Node, and the pages of
 * its file are in RAM once: the sum counts each process's own pages, and the file's where there are more of them.
 */
export async function measureMemory({ bezeldPid, consolePid }: Pids): Promise<Figure[]> {
  const { both, together } = await readTogether({ bezeldPid, consolePid });
  const rss = both.reduce((sum, memory) => sum + memory.rss, 0);
  const bare = await readBareNode();
  return [
    {
      ...{ name: 'memory together', value: together / MB, unit: 'MB', goal: 150 },
      against: { name: 'two bare Nodes', value: (bare.anonymous + bare.rss) / MB },
      note: `bezeld ${inMB(both[0])}; console ${inMB(both[1])}; Node's own file counted once`,
    },
    {
      ...{ name: 'memory, RSS added', value: rss / MB, unit: 'MB' },
      against: { name: 'two bare Nodes', value: (2 * bare.rss) / MB },
      note: "the pages of Node's own file counted twice",
    },
  ];
}

type Pids = Pick<Product, 'bezeldPid' | 'consolePid'>;

export interface Together {
  both: readonly [bezeld: Memory, console: Memory];
  /** In bytes, as `measureMemory` counts. */
  together: number;
}

/** Of a backend and a console, a while after their start. */
export async function readTogether({ bezeldPid, consolePid }: Pids): Promise<Together> {
  await sleep(settleMs);
  const both = [await readMemory(bezeldPid), await readMemory(consolePid)] as const;
  const shared = Math.max(...both.map(({ rss, anonymous }) => rss - anonymous));
  return { both, together: both.reduce((sum, { anonymous }) => sum + anonymous, shared) };
}

/** Node with nothing to do. */
async function readBareNode(): Promise<Memory> {
  const child = spawn(process.execPath, ['-e', 'console.log(); setInterval(() => {}, 1e6)']);
  try {
    await once(child.stdout, 'data');
    return await readMemory(child.pid ?? 0);
  } finally {
    child.kill('SIGKILL');
  }
}

async function readMemory(pid: number): Promise<Memory> {
  return parseSmapsRollup(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'));
}

export function inMB({ rss, anonymous, pss }: Memory): string {
  const [all, own, fair] = [rss, anonymous, pss].map((bytes) => (bytes / MB).toFixed(0));
  return `RSS ${all} MB, its own ${own} MB, PSS ${fair} MB`;
}
