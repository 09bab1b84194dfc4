import type { MachineFiles } from './entries.ts';

export function memory(totalKiB: number, nodes: { totalKiB: number; cpus: string }[]): MachineFiles {
  const files: MachineFiles = {
    '/proc/meminfo': `MemTotal:       ${totalKiB} kB\nMemFree:         300000 kB\nMemAvailable:   ${totalKiB - 200_000} kB\n`,
  };
  for (const [id, node] of nodes.entries()) {
    files[`/sys/devices/system/node/node${id}/meminfo`] = `Node ${id} MemTotal:       ${node.totalKiB} kB\n`;
    files[`/sys/devices/system/node/node${id}/cpulist`] = `${node.cpus}\n`;
  }
  return files;
}
