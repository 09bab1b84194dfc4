import type { Mistake } from '../mistake.ts';
import type { Policy } from '../policy/policy.ts';
import { findDiskContradictions } from './disks.ts';
import { findGuestContradictions } from './guest.ts';
import { findMemoryContradictions } from './memory.ts';
import { findNetworkContradictions } from './network.ts';
import { findPowerContradictions } from './power.ts';
import { findRepeated } from './repeated.ts';

/** What is wrong with a policy whose every value is allowed by itself. Looks at no box. */
export function findContradictions({ guest, network, power, console }: Policy): Mistake[] {
  return [
    ...findMemoryContradictions(guest.memory),
    ...findDiskContradictions(guest.disks),
    ...findGuestContradictions(guest),
    ...findNetworkContradictions(network),
    ...findPowerContradictions(power),
    ...findRepeated(console.seats.map(toSeat)),
  ];
}

const toSeat = (value: string, index: number) => ({
  path: ['console', 'seats', index],
  value,
  owner: `console.seats[${index}]`,
});
