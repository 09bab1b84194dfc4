import type { GuestPolicy } from '../config/policy/policy.ts';

/** QEMU's limit for q35 without an emulated IOMMU. */
const maxVcpus = 255;

/** What the guest gets of the box's logical processors: `online - reserve`, at most `max`, at least 1. */
export function planCpus(online: number, policy: GuestPolicy['cpus']): number {
  return Math.max(1, Math.min(online - policy.reserve, policy.max ?? maxVcpus, maxVcpus));
}
