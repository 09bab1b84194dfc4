import type { Mistake } from '../mistake.ts';
import type { PowerPolicy } from '../policy/policy.ts';

/** A UPS is at the box or at a server of NUT. */
export function findPowerContradictions({ ups }: PowerPolicy): Mistake[] {
  if (ups === undefined) return [];
  const at = (key?: keyof typeof ups) => ['power', 'ups', ...(key === undefined ? [] : [key])];
  if (ups.driver !== undefined)
    return (['system', 'user', 'password'] as const)
      .filter((key) => ups[key] !== undefined)
      .map((key) => ({ path: at(key), message: 'a UPS with a driver is at the box, not at a server' }));
  if (ups.system === undefined)
    return [{ path: at(), message: 'neither system nor driver says which UPS it is' }];
  return (['user', 'password'] as const)
    .filter((key) => ups[key] === undefined)
    .map((key) => ({ path: at(), message: `a server of NUT wants a ${key}` }));
}
