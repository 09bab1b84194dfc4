import type { MachineFiles } from './entries.ts';

export interface NodeInput {
  totalKiB: number;
  /** The kernel's list; empty for a node of memory only. */
  cpus: string;
  /** To all nodes in their order. */
  distances?: number[];
  /** Number and free ones by size in KiB. */
  hugePages?: Record<number, [total: number, free: number]>;
}

export function memory(
  totalKiB: number,
  nodes: NodeInput[],
  hugePages: NodeInput['hugePages'] = {},
): MachineFiles {
  const files: MachineFiles = {
    ...pages('/sys/kernel/mm/hugepages', hugePages),
    '/proc/meminfo': `MemTotal:       ${totalKiB} kB\nMemFree:         300000 kB\nMemAvailable:   ${totalKiB - 200_000} kB\n`,
  };
  for (const [id, node] of nodes.entries()) {
    files[`/sys/devices/system/node/node${id}/meminfo`] = `Node ${id} MemTotal:       ${node.totalKiB} kB\n`;
    files[`/sys/devices/system/node/node${id}/cpulist`] = `${node.cpus}\n`;
    if (node.distances)
      files[`/sys/devices/system/node/node${id}/distance`] = `${node.distances.join(' ')}\n`;
    Object.assign(files, pages(`/sys/devices/system/node/node${id}/hugepages`, node.hugePages ?? {}));
  }
  return files;
}

const pages = (folder: string, bySize: NonNullable<NodeInput['hugePages']>): MachineFiles =>
  Object.fromEntries(
    Object.entries(bySize).flatMap(([sizeKiB, [total, free]]) => [
      [`${folder}/hugepages-${sizeKiB}kB/nr_hugepages`, `${total}\n`],
      [`${folder}/hugepages-${sizeKiB}kB/free_hugepages`, `${free}\n`],
    ]),
  );
