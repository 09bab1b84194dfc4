import { factValue, type NumaNode, type Problem, type Processor } from '../../../contract/index.ts';
import type { GuestPolicy } from '../../config/policy/policy.ts';
import type { CellSpec, CpuSpec } from '../spec.ts';
import { toRanges } from './plan-list.ts';
import { memoryStepMiB, splitMemory } from './plan-memory.ts';
import { warning } from './plan-problem.ts';

export interface CellPlan {
  /** Empty: the guest has one node. */
  cells: CellSpec[];
  problems: Problem[];
}

/** ACPI's SLIT: 10 is the node itself, 255 out of reach. */
const local = 10;
const unreachable = 255;

/**
 * The guest's NUMA cells: one for each of the box's nodes that has memory, in their order. The memory is split in proportion to what they
 * have; the processors are where the box's are, those of a node without memory in the cell nearest to it. A node of memory only becomes a
 * cell of memory only.
 */
export function planCells(
  nodes: readonly NumaNode[],
  hosts: readonly Processor[],
  memoryMiB: number,
  guest: Pick<GuestPolicy, 'numa' | 'memory'>,
): CellPlan {
  if (guest.numa === 'none' || nodes.length < 2) return none;
  const stepMiB = memoryStepMiB(guest.memory);
  const totals = nodes.map(({ totalMiB }) => factValue(totalMiB));
  if (totals.some((mib) => mib === undefined) || hosts.length === 0) return unclear;
  const kept = nodes.filter((_, index) => (totals[index] ?? 0) >= stepMiB);
  if (kept.length < 2) return none;
  const parts = splitMemory(
    memoryMiB,
    kept.map(({ totalMiB }) => factValue(totalMiB) ?? 0),
    stepMiB,
  );
  if (parts === undefined) return unclear;
  const cellOf = hosts.map(({ node }) => nearest(node, nodes, kept));
  const distances = planDistances(nodes, kept);
  const cells = kept.map((node, id) => ({
    id,
    cpus: toRanges([...cellOf.keys()].filter((vcpu) => cellOf[vcpu] === id)),
    memoryMiB: parts[id] ?? 0,
    hostNode: node.id,
    distances: distances[id] ?? [],
  }));
  return { cells, problems: [] };
}

/** The cell of a node: its own, else the nearest, else the first. */
function nearest(nodeId: number, nodes: readonly NumaNode[], kept: readonly NumaNode[]): number {
  const own = kept.findIndex(({ id }) => id === nodeId);
  if (own !== -1) return own;
  const from = nodes.find(({ id }) => id === nodeId);
  const toCells = kept.map((node) => (from && distance(from, node, nodes)) ?? unreachable);
  return toCells.indexOf(Math.min(...toCells));
}

function distance(from: NumaNode, to: NumaNode, nodes: readonly NumaNode[]): number | undefined {
  const values = factValue(from.distances);
  return values?.length === nodes.length ? values[nodes.indexOf(to)] : undefined;
}

/** Empty lists where the box does not tell them all, or tells what QEMU refuses: only a node itself is at 10, nothing beyond 254. */
function planDistances(nodes: readonly NumaNode[], kept: readonly NumaNode[]): CellSpec['distances'][] {
  const rows = kept.map((from) => kept.map((to) => (from === to ? local : distance(from, to, nodes))));
  const isUsable = rows.every((row, a) =>
    row.every((value, b) => a === b || (value !== undefined && value > local && value < unreachable)),
  );
  return isUsable ? rows.map((row) => row.map((value, id) => ({ id, value: value ?? local }))) : [];
}

const none: CellPlan = { cells: [], problems: [] };
const unclear: CellPlan = {
  cells: [],
  problems: [
    warning(
      'guest.numa-unclear',
      'The guest has one NUMA node: the box does not say clearly how its memory and processors are split over its nodes',
    ),
  ],
};

/** Keeps each of the guest's processors on the node where its cell's memory is, without choosing one of the node's. */
export function bindToNodes(hosts: readonly Processor[], processors: readonly Processor[]): CpuSpec['pins'] {
  const ofNode = (node: number): string =>
    toRanges(processors.filter((processor) => processor.node === node).map(({ id }) => id));
  return hosts.map(({ node }, vcpu) => ({ vcpu, cpuset: ofNode(node) }));
}
