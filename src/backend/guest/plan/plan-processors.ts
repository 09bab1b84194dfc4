import type { Processor } from '../../../contract/index.ts';
import type { GuestPolicy } from '../../config/policy/policy.ts';

/** Which of the box's logical processors are whose. */
export interface Given {
  /** In the guest's order: socket by socket, core by core, the threads of a core side by side. */
  guest: Processor[];
  reserved: Processor[];
}

/** How many the guest gets: `online - reserve`, at most `max` and `limit`, at least 1. */
export function countProcessors(
  online: number,
  policy: Pick<GuestPolicy['cpus'], 'reserve' | 'max'>,
  limit: number,
): number {
  return Math.max(1, Math.min(online - policy.reserve, policy.max ?? limit, limit));
}

/**
 * Gives out the box's processors. The host's are whole cores from the lowest, that of processor 0 first: there the kernel does what only one
 * processor does. Of a reserve that is no multiple of a core's threads the last core is shared. The guest gets those that follow, at most
 * `max` and `limit`; with fewer than there are, from as few sockets as possible.
 */
export function giveProcessors(
  processors: readonly Processor[],
  policy: Pick<GuestPolicy['cpus'], 'reserve' | 'max'>,
  limit: number,
): Given {
  const cores = toCores(processors);
  const byLowest = [...cores].sort((a, b) => lowest(a) - lowest(b)).flat();
  const reserved = byLowest.slice(0, Math.min(policy.reserve, processors.length - 1));
  const isReserved = new Set(reserved.map(({ id }) => id));
  const left = cores.flat().filter(({ id }) => !isReserved.has(id));
  return { guest: left.slice(0, countProcessors(processors.length, policy, limit)), reserved };
}

/** The processors core by core: sockets in their order, in each the cores by their lowest processor, in each the threads by number. */
export function toCores(processors: readonly Processor[]): Processor[][] {
  const cores = new Map<string, Processor[]>();
  for (const processor of [...processors].sort((a, b) => a.socket - b.socket || a.id - b.id)) {
    const key = `${processor.socket}:${processor.core}`;
    cores.set(key, [...(cores.get(key) ?? []), processor]);
  }
  return [...cores.values()];
}

const lowest = (core: readonly Processor[]): number => core[0]?.id ?? 0;
