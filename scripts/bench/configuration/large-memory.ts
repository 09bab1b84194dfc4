import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from '../figure.ts';
import { inMB, MB, readTogether, type Together } from '../memory.ts';
import { startProduct } from '../product.ts';

/** What the backend and one console keep of the machine below `folder`, beside one of which nothing is known. */
export async function measureLargeMemory(root: string, folder: string): Promise<Figure[]> {
  const nothing = join(folder, '../nothing');
  await mkdir(nothing, { recursive: true });
  const without = await readMemoryOn(root, nothing);
  const { both, together } = await readMemoryOn(root, folder);
  return [
    {
      ...{ name: 'memory, large machine', value: together / MB, unit: 'MB', goal: 150 },
      against: { name: 'without hardware', value: without.together / MB },
      note: `bezeld ${inMB(both[0])}; console ${inMB(both[1])}; Node's own file counted once`,
    },
    {
      ...{ name: 'memory of its inventory', value: (both[0].rss - without.both[0].rss) / MB, unit: 'MB' },
      note: `what bezeld has more in RAM after its first inventory than one that finds nothing (${inMB(without.both[0])})`,
    },
  ];
}

async function readMemoryOn(root: string, machine: string): Promise<Together> {
  const product = await startProduct(root, machine);
  try {
    return await readTogether(product);
  } finally {
    await product.stop();
  }
}
