import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureLargeMemory } from './configuration/large-memory.ts';
import { largeServer } from './configuration/large-server.ts';
import { prepareProbes, type Sample } from './configuration/probes.ts';
import { toFigures } from './configuration/to-figures.ts';
import { writeMachine } from './configuration/write-machine.ts';
import type { Figure } from './figure.ts';

const runs = 9;
/** The largest last. The growth is told by 1, 32 and 64: what seven NICs take is less than what runs differ by. */
const nicCounts = [1, 8, 32, 64] as const;

/**
 * From a machine to its domain XML, as bezeld does it when the box starts: inventory, plan and rendering, cold in a fresh process. The machines
 * are folders of files, so that the kernel's own work is not in it, nor a device that takes its time.
 */
export async function measureConfiguration(root: string): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-configuration-'));
  try {
    const machines = nicCounts.map((nics) => ({ nics, folder: join(dir, `${nics}`) }));
    for (const { nics, folder } of machines) await writeMachine(largeServer(nics), folder);
    const probes = await prepareProbes(root, dir, machines);
    const samples: Sample[] = [];
    // In turns, so that all see the same machine.
    for (let run = 0; run < runs; run++) samples.push(await probes.sample());
    return [
      ...toFigures(samples, probes.counts),
      ...(await measureLargeMemory(root, join(dir, `${nicCounts.at(-1)}`))),
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
