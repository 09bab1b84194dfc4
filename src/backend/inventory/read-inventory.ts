import { type Inventory, type Problem, plainText, unknown } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { toFact } from './facts.ts';
import { parseLine } from './parse-scalar.ts';
import { readCpu } from './read-cpu.ts';
import { readDevices } from './read-devices.ts';
import { readMemory } from './read-memory.ts';
import type { ReadPermanentMacs } from './read-nics.ts';
import { readNumaNodes } from './read-numa-nodes.ts';
import { readSmbios } from './smbios/read.ts';
import { readSmbiosTable } from './smbios/read-table.ts';

/** Everything that the kernel says about the box, read from `files`. Never throws: what can't be read is unknown, with a problem beside it. */
export async function readInventory(
  files: Files,
  readPermanentMacs: ReadPermanentMacs,
  now: Date,
): Promise<Inventory> {
  const [table, numa] = await Promise.all([readSmbiosTable(files), readNumaNodes(files)]);
  const [hostname, kernel, cpu, memory, { problems, ...devices }, smbios] = await Promise.all([
    files.readText('/proc/sys/kernel/hostname'),
    files.readText('/proc/sys/kernel/osrelease'),
    readCpu(files, numa.nodes),
    readMemory(files, numa.nodes, table),
    readDevices(files, readPermanentMacs),
    readSmbios(files, table),
  ]);
  return {
    takenAt: now.toISOString(),
    hostname: hostname.ok ? plainText(hostname.value).trim() : 'localhost',
    firmware: { kind: unknown('not read yet'), secureBoot: unknown('not read yet') },
    tpms: [],
    sensors: [],
    bmcs: [],
    kernel: toFact(kernel, parseLine),
    cpu,
    memory,
    ...devices,
    smbios,
    problems: [...memoryProblems(memory), ...numa.problems, ...table.problems, ...problems],
  };
}

function memoryProblems({ totalMiB }: Inventory['memory']): Problem[] {
  if (totalMiB.state !== 'unknown') return [];
  return [
    {
      code: 'inventory.memory-unknown',
      severity: 'error',
      message: `The size of the memory is unknown: ${totalMiB.reason}`,
    },
  ];
}
