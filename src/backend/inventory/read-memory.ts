import type { MemoryInventory, NumaNode } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { toFact } from './facts.ts';
import { parseMemory } from './parse-memory.ts';
import { readHugePages } from './read-huge-pages.ts';
import { parseErrorCorrection } from './smbios/parse-arrays.ts';
import { parseMemoryModules } from './smbios/parse-modules.ts';
import type { SmbiosTable } from './smbios/read-table.ts';

/** What the kernel manages, and the modules that the firmware lists. */
export async function readMemory(
  files: Files,
  numaNodes: NumaNode[],
  { structures }: SmbiosTable,
): Promise<MemoryInventory> {
  const [meminfo, hugePages] = await Promise.all([
    files.readText('/proc/meminfo'),
    readHugePages(files, '/sys/kernel/mm/hugepages'),
  ]);
  return {
    totalMiB: toFact(meminfo, (text) => parseMemory(text, 'MemTotal')),
    availableMiB: toFact(meminfo, (text) => parseMemory(text, 'MemAvailable')),
    errorCorrection: parseErrorCorrection(structures),
    hugePages,
    numaNodes,
    modules: parseMemoryModules(structures),
  };
}
