import { factValue, type Inventory, type Problem } from '../../../contract/index.ts';
import type { GuestPolicy } from '../../config/policy/policy.ts';
import { planMemory, planReserve } from './plan-memory.ts';
import { error } from './plan-problem.ts';

/** How much memory the guest gets, or why it is not enough to start it with. */
export function planAmount(
  memory: Inventory['memory'],
  policy: GuestPolicy['memory'],
): { memoryMiB: number; problems: Problem[] } {
  const totalMiB = factValue(memory.totalMiB);
  if (totalMiB === undefined) {
    const message = "The guest gets no memory: the size of the box's memory is unknown";
    return { memoryMiB: 0, problems: [error('guest.memory-unknown', message)] };
  }
  const nodesMiB = memory.numaNodes.map((node) => factValue(node.totalMiB));
  const allKnown = nodesMiB.every((mib) => mib !== undefined);
  const memoryMiB = planMemory(totalMiB, allKnown ? nodesMiB : [], policy);
  const problems = memoryMiB >= policy.minMiB ? [] : [tooLittle(memoryMiB, totalMiB, policy)];
  return { memoryMiB, problems };
}

function tooLittle(memoryMiB: number, totalMiB: number, policy: GuestPolicy['memory']): Problem {
  const reserveMiB = Math.ceil(planReserve(totalMiB, policy));
  const pages = policy.hugePages === 'none' ? '' : `, in pages of ${policy.hugePages}`;
  return error(
    'guest.too-little-memory',
    `The guest would get ${memoryMiB} MiB of memory and needs ${policy.minMiB}: the box has ${totalMiB} MiB, of which the host keeps ${reserveMiB} MiB${pages}`,
    'Add memory to the box, or lower guest.memory.reserveMiB in the policy',
  );
}
