import { guestChannel } from '../../../contract/index.ts';
import type { Mistake } from '../mistake.ts';
import type { GuestPolicy } from '../policy/policy.ts';
import { findRepeated } from './repeated.ts';

const agentChannel = 'org.qemu.guest_agent.0';

/** Parts of the guest that exclude each other. */
export function findGuestContradictions({ accelerator, cpus, agent, channels }: GuestPolicy): Mistake[] {
  const at = (index: number) => ['guest', 'channels', index];
  return [
    ...(accelerator === 'tcg' && cpus.pinning === 'cores'
      ? [
          {
            path: ['guest', 'cpus', 'pinning'],
            message: "an emulated guest's processors cannot stay on the box's",
            hint: 'Choose guest.cpus.pinning: none, or guest.accelerator: kvm',
          },
        ]
      : []),
    ...findRepeated(
      channels.map((value, index) => ({ path: at(index), value, owner: `guest.channels[${index}]` })),
    ),
    ...channels.flatMap((name, index) =>
      agent && name === agentChannel ? [{ path: at(index), message: 'guest.agent makes this channel' }] : [],
    ),
    ...channels.flatMap((name, index) =>
      name === guestChannel ? [{ path: at(index), message: 'every guest has this channel' }] : [],
    ),
  ];
}
