import { type MemoryInventory, unknown } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { toFact } from './facts.ts';
import { parseMemory } from './parse-memory.ts';
import { parseLine } from './parse-scalar.ts';

const nodes = '/sys/devices/system/node';

export async function readMemory(files: Files): Promise<MemoryInventory> {
  const meminfo = await files.readText('/proc/meminfo');
  const names = await files.listNames(nodes);
  const ids = (names.ok ? names.value : [])
    .flatMap((name) => /^node(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number);
  return {
    totalMiB: toFact(meminfo, (text) => parseMemory(text, 'MemTotal')),
    availableMiB: toFact(meminfo, (text) => parseMemory(text, 'MemAvailable')),
    errorCorrection: unknown('not read yet'),
    hugePages: [],
    modules: [],
    numaNodes: await Promise.all(ids.sort((a, b) => a - b).map((id) => readNode(files, id))),
  };
}

async function readNode(files: Files, id: number): Promise<MemoryInventory['numaNodes'][number]> {
  const [meminfo, cpus] = await Promise.all([
    files.readText(`${nodes}/node${id}/meminfo`),
    files.readText(`${nodes}/node${id}/cpulist`),
  ]);
  return {
    id,
    totalMiB: toFact(meminfo, (text) => parseMemory(text, 'MemTotal')),
    cpus: cpus.ok ? (parseLine(cpus.value) ?? '') : '',
    distances: unknown('not read yet'),
    hugePages: [],
  };
}
