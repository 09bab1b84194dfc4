import type { Inventory } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import type { ReadText } from '../host/read-within.ts';
import { readBmcs } from './board/read-bmcs.ts';
import { readFirmware } from './board/read-firmware.ts';
import { readTpms } from './board/read-tpms.ts';
import { readCpu } from './read-cpu.ts';
import { readMemory } from './read-memory.ts';
import { readNumaNodes } from './read-numa-nodes.ts';
import { readSensors } from './sensors/read-sensors.ts';
import { readSmbios } from './smbios/read.ts';
import { readSmbiosTable } from './smbios/read-table.ts';

export type Board = Pick<
  Inventory,
  'firmware' | 'cpu' | 'memory' | 'tpms' | 'sensors' | 'bmcs' | 'smbios' | 'problems'
>;

/**
 * What the board itself is and carries. The firmware's table and the nodes are read once, for all parts that need them. `ask` reads what a
 * device has to answer.
 */
export async function readBoard(files: Files, ask: ReadText): Promise<Board> {
  const [table, numa] = await Promise.all([readSmbiosTable(files), readNumaNodes(files)]);
  const [firmware, cpu, memory, tpms, { sensors, problems }, bmcs, smbios] = await Promise.all([
    readFirmware(files),
    readCpu(files, numa.nodes),
    readMemory(files, numa.nodes, table),
    readTpms(files, ask),
    readSensors(files, ask),
    readBmcs(files, ask, table),
    readSmbios(files, table),
  ]);
  return {
    firmware,
    cpu,
    memory,
    tpms,
    sensors,
    bmcs,
    smbios,
    problems: [...memoryProblems(memory), ...numa.problems, ...table.problems, ...problems],
  };
}

function memoryProblems({ totalMiB }: Inventory['memory']): Inventory['problems'] {
  if (totalMiB.state !== 'unknown') return [];
  return [
    {
      code: 'inventory.memory-unknown',
      severity: 'error',
      message: `The size of the memory is unknown: ${totalMiB.reason}`,
    },
  ];
}
