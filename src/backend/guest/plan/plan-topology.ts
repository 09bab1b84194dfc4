import type { Processor } from '../../../contract/index.ts';
import { toCores } from './plan-processors.ts';

/** `sockets × dies × cores × threads` is the number of processors, always; `cores` are those of one die. */
export interface Topology {
  sockets: number;
  dies: number;
  cores: number;
  threads: number;
}

/** One socket, one thread a core. */
export const flatTopology = (vcpus: number): Topology => ({ sockets: 1, dies: 1, cores: vcpus, threads: 1 });

/**
 * The topology of the processors that the guest gets. Where sockets have the same number of cores and cores the same number of threads it is
 * the box's own. Else it is the nearest that QEMU can show, which has no uneven sockets or cores: threads as on the box if all cores have the
 * same number, else one a core (so on processors whose cores are of two kinds); as many sockets as on the box if the cores divide evenly, else
 * one.
 */
export function mirrorTopology(processors: readonly Processor[]): Topology {
  const cores = toCores(processors);
  const [threads = 1, ...otherThreads] = new Set(cores.map((core) => core.length));
  const threadsPerCore = otherThreads.length === 0 ? threads : 1;
  const coreCount = processors.length / threadsPerCore;
  const seen = new Set(processors.map(({ socket }) => socket)).size;
  const sockets = coreCount % seen === 0 ? seen : 1;
  return { sockets, dies: 1, cores: coreCount / sockets, threads: threadsPerCore };
}

/**
 * The highest APIC id that a guest's processor has. Each level takes whole bits of it (QEMU's `topology.h`), so that it may be more than the
 * number of processors: three sockets of 65 cores reach 320.
 */
export function highestApicId({ sockets, dies, cores, threads }: Topology): number {
  const levels = [threads, cores, dies, sockets];
  let shift = 0;
  let id = 0;
  for (const count of levels) {
    id += (count - 1) * 2 ** shift;
    shift += Math.ceil(Math.log2(count));
  }
  return id;
}
