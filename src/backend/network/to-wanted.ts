import type { Nic } from '../../contract/index.ts';
import type { NetworkPolicy } from '../config/policy/policy.ts';
import { bridgeName } from '../engine/bridge-name.ts';
import { type PortRole, roleOf } from '../engine/port-roles.ts';
import { toForwardMasks } from './forward-masks.ts';
import type { WantedNic } from './model.ts';

/** What the policy wants of each NIC of the box. */
export function toWanted(
  nics: readonly Nic[],
  policy: NetworkPolicy,
  entries: ReadonlyMap<Nic, PortRole>,
): WantedNic[] {
  const masks = toForwardMasks(policy.pass);
  const mtu = policy.mtu === 'inherit' ? undefined : policy.mtu;
  return nics.map((nic) =>
    roleOf(entries, nic) !== 'guest'
      ? { nic: nic.name, role: 'unused' }
      : {
          nic: nic.name,
          role: 'guest',
          bridge: bridgeName(nic.name),
          mtu,
          multicastSnooping: policy.multicastSnooping,
          ...masks,
        },
  );
}
