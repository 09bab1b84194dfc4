import { factValue, type Inventory, type Problem } from '../../../contract/index.ts';
import type { GuestPolicy } from '../../config/policy/policy.ts';
import { error } from './plan-problem.ts';

/** Why the box cannot run the guest at full speed, where the policy asks for that. */
export function kvmProblems(cpu: Inventory['cpu'], { accelerator }: GuestPolicy): Problem[] {
  if (accelerator !== 'kvm' || factValue(cpu.kvm) === true) return [];
  const none = factValue(cpu.virtualisation) === 'none';
  return [
    error(
      'guest.no-kvm',
      none
        ? 'The box cannot run the guest: its processor offers no virtualisation (no VT-x, no AMD-V)'
        : 'The box cannot run the guest: there is no KVM (/dev/kvm)',
      "Switch virtualisation (Intel VT-x or AMD-V) on in the box's firmware set-up, then start the box again",
    ),
  ];
}
