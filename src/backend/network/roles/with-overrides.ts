import type { NetworkPolicy } from '../../config/policy/policy.ts';
import type { Override } from './model.ts';

/** What counts instead of the policy's own ports, and before them. */
export interface RolesInForce {
  ports: readonly NetworkPolicy['ports'][number][];
  overrides: readonly Override[];
}

/** The policy with what technicians have said instead: it comes first in `ports`, where the first entry of a NIC counts. */
export const withRoles = (policy: NetworkPolicy, { ports, overrides }: RolesInForce): NetworkPolicy => ({
  ...policy,
  ports: [...overrides.map(byTechnician), ...ports],
});

export const byTechnician = (override: Override) => ({ ...override, by: 'technician' as const });
