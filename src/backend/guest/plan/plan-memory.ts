import type { GuestPolicy } from '../../config/policy/policy.ts';

type MemoryPolicy = GuestPolicy['memory'];

/** Without huge pages too memory comes in steps of 2 MiB: it can be backed by transparent huge pages to its end. */
const stepsMiB: Record<MemoryPolicy['hugePages'], number> = { none: 2, '2MiB': 2, '1GiB': 1024 };

/** The unit that the guest's memory, and that of each of its NUMA cells, is a multiple of. */
export const memoryStepMiB = (policy: Pick<MemoryPolicy, 'hugePages'>): number => stepsMiB[policy.hugePages];

/** What the host keeps: `reserveMiB + reserveShare × total`, at most `reserveMaxMiB`. Not rounded. */
export function planReserve(totalMiB: number, policy: MemoryPolicy): number {
  return Math.min(policy.reserveMiB + policy.reserveShare * totalMiB, policy.reserveMaxMiB);
}

/**
 * What the guest gets of the box's memory: what the reserve leaves, at most `maxMiB`, rounded down to the step, never below 0. Huge pages
 * don't reach across nodes, so that with them each node gives whole pages only. `totalMiB` is what the kernel manages, not what is plugged
 * in; `nodesMiB` the same of each node, empty where that is unknown.
 */
export function planMemory(totalMiB: number, nodesMiB: readonly number[], policy: MemoryPolicy): number {
  const stepMiB = memoryStepMiB(policy);
  const left = totalMiB - planReserve(totalMiB, policy);
  const wanted = Math.floor(Math.min(left, policy.maxMiB ?? left) / stepMiB);
  const isBound = policy.hugePages !== 'none' && nodesMiB.length > 0;
  const pages = isBound ? sum(nodesMiB.map((mib) => Math.floor(mib / stepMiB))) : wanted;
  return Math.max(0, Math.min(wanted, pages)) * stepMiB;
}

/**
 * Splits memory over nodes in proportion to what each has, in whole steps: the parts' sum is exact, none is empty, none is more than its node
 * has. `undefined` when that can't be: a node without a whole step, fewer steps than nodes, or more memory than the nodes have together.
 */
export function splitMemory(
  memoryMiB: number,
  nodesMiB: readonly number[],
  stepMiB: number,
): number[] | undefined {
  // One step for each, so that none is empty; what remains is split over what each has besides.
  const room = nodesMiB.map((mib) => Math.floor(mib / stepMiB) - 1);
  const rest = memoryMiB / stepMiB - room.length;
  const whole = sum(room);
  if (!Number.isInteger(rest) || rest < 0 || rest > whole || room.some((steps) => steps < 0))
    return undefined;
  const shares = room.map((steps) => (whole === 0 ? 0 : Math.floor((rest * steps) / whole)));
  // Rounding down leaves less than one step for each node whose share is broken: the most broken first, else in order.
  const broken = room
    .map((steps, node) => ({ node, remainder: whole === 0 ? 0 : (rest * steps) % whole }))
    .sort((a, b) => b.remainder - a.remainder)
    .slice(0, rest - sum(shares));
  const more = new Set(broken.map(({ node }) => node));
  return shares.map((share, node) => (1 + share + (more.has(node) ? 1 : 0)) * stepMiB);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
