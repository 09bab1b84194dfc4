import { LabError } from './errors.ts';
import type { BoxPlan } from './options.ts';

/**
 * Processors, memory and NUMA nodes of a box. Nodes get equal parts of both, whole sockets where there are enough of them;
 * 20 is the distance to every other node. Pure.
 */
export function planProcessorArgs(
  { cpus, topology, numaNodes, memoryMiB }: BoxPlan,
  defaultCpus: number,
): string[] {
  const count =
    topology === undefined ? (cpus ?? defaultCpus) : topology.sockets * topology.cores * topology.threads;
  const shape =
    topology === undefined
      ? ''
      : `,sockets=${topology.sockets},cores=${topology.cores},threads=${topology.threads}`;
  const base = ['-smp', `${count}${shape}`, '-m', `${memoryMiB}M`];
  if (numaNodes === 1) return base;
  if (count % numaNodes !== 0 || memoryMiB % numaNodes !== 0)
    throw new LabError(
      'options',
      `${count} processors or ${memoryMiB} MiB cannot be split over ${numaNodes} nodes`,
    );
  const share = count / numaNodes;
  return [
    ...base,
    ...Array.from({ length: numaNodes }, (_, node) => planNode(node, share, memoryMiB / numaNodes)).flat(),
  ];
}

function planNode(node: number, cpus: number, memoryMiB: number): string[] {
  const first = node * cpus;
  const range = cpus === 1 ? `${first}` : `${first}-${first + cpus - 1}`;
  return [
    ...['-object', `memory-backend-ram,id=node${node},size=${memoryMiB}M`],
    ...['-numa', `node,nodeid=${node},cpus=${range},memdev=node${node}`],
  ];
}
