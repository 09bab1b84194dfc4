import type { NetworkPolicy } from '../../config/policy/policy.ts';
import type { Override } from './model.ts';

/** The policy with what technicians have said instead: it comes first in `ports`, where the first entry of a NIC counts. */
export const withOverrides = (policy: NetworkPolicy, overrides: readonly Override[]): NetworkPolicy =>
  overrides.length === 0 ? policy : { ...policy, ports: [...overrides.map(byTechnician), ...policy.ports] };

export const byTechnician = (override: Override) => ({ ...override, by: 'technician' as const });
