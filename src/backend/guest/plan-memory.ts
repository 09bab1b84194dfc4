import type { GuestPolicy } from '../config/policy/policy.ts';

/** Huge pages of x86 have 2 MiB; a guest whose memory is no multiple of that wastes the rest. */
const alignMiB = 2;

/**
 * What the guest gets of the box's memory: `total - reserveMiB - reserveShare × total`, at most `maxMiB`, rounded down to 2 MiB, never
 * below 0. `totalMiB` is what the kernel manages, not what is plugged in.
 */
export function planMemory(totalMiB: number, policy: GuestPolicy['memory']): number {
  const left = totalMiB - policy.reserveMiB - policy.reserveShare * totalMiB;
  const wanted = Math.min(left, policy.maxMiB ?? left);
  return Math.max(0, Math.floor(wanted / alignMiB) * alignMiB);
}
