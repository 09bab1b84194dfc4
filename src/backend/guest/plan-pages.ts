import { factValue, type NumaNode } from '../../contract/index.ts';
import { splitMemory } from './plan/plan-memory.ts';
import type { GuestSpec } from './spec.ts';

/** Huge pages for a guest that is about to start: of which size, and how many on which of the box's nodes. */
export interface WantedPages {
  sizeKiB: 2048 | 1048576;
  perNode: ReadonlyMap<number, number>;
}

/**
 * The huge pages that hold the guest's memory: those of each of its NUMA cells on the node that it is taken from; of a guest with a single
 * node in proportion to what the box's have. `undefined` for a guest that has none.
 */
export function planPages(
  { memory, cells }: Pick<GuestSpec, 'memory' | 'cells'>,
  nodes: readonly NumaNode[],
): WantedPages | undefined {
  const sizeKiB = memory.hugePageKiB;
  if (sizeKiB !== 2048 && sizeKiB !== 1048576) return undefined;
  const perNode = new Map<number, number>();
  for (const { node, mib } of cells.length > 0
    ? toParts(cells)
    : splitOver(nodes, memory.mib, sizeKiB / 1024))
    perNode.set(node, (perNode.get(node) ?? 0) + Math.ceil((mib * 1024) / sizeKiB));
  return { sizeKiB, perNode };
}

type Part = { node: number; mib: number };

const toParts = (cells: GuestSpec['cells']): Part[] =>
  cells.map(({ hostNode, memoryMiB }) => ({ node: hostNode, mib: memoryMiB }));

/** On a box that does not tell its nodes they are all on the first: the kernel says whether it has them. */
function splitOver(nodes: readonly NumaNode[], mib: number, stepMiB: number): Part[] {
  const kept = nodes.filter(({ totalMiB }) => (factValue(totalMiB) ?? 0) >= stepMiB);
  const parts = splitMemory(
    mib,
    kept.map(({ totalMiB }) => factValue(totalMiB) ?? 0),
    stepMiB,
  );
  if (parts === undefined || kept.length === 0) return [{ node: nodes[0]?.id ?? 0, mib }];
  return kept.map(({ id }, index) => ({ node: id, mib: parts[index] ?? 0 }));
}
