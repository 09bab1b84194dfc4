import type { Nic } from '../../contract/index.ts';
import type { NetworkPolicy } from '../config/policy/policy.ts';
import { bridgeName } from '../engine/bridge-name.ts';
import { type PortAddresses, planPortAddresses } from '../engine/nic-addresses.ts';
import { type PortRole, roleOf } from '../engine/port-roles.ts';
import { toForwardMasks } from './forward-masks.ts';
import type { WantedAddress, WantedNic } from './model.ts';

/**
 * What the policy wants of each NIC of the box. `promised` are addresses that the guest has or is about to have, whatever the policy says now:
 * no NIC of the box has the same.
 */
export function toWanted(
  nics: readonly Nic[],
  policy: NetworkPolicy,
  entries: ReadonlyMap<Nic, PortRole & { via?: 'vfio' | 'macvtap' | undefined }>,
  promised: ReadonlySet<string> = new Set(),
): WantedNic[] {
  const addresses = planPortAddresses(nics);
  const masks = toForwardMasks(policy.pass);
  const mtu = policy.mtu === 'inherit' ? undefined : policy.mtu;
  return nics.map((nic) => {
    const both = addresses.get(nic);
    const role = roleOf(entries, nic);
    const onBridge = {
      nic: nic.name,
      bridge: bridgeName(nic.name),
      mtu,
      multicastSnooping: policy.multicastSnooping,
      ...masks,
    };
    if (role === 'passthrough') {
      const via = entries.get(nic)?.via ?? 'vfio';
      return { ...onBridge, role, via, address: toAddress(both, false) };
    }
    if (role !== 'guest') {
      const isOurs = role === 'management';
      return {
        nic: nic.name,
        role: isOurs ? 'management' : 'unused',
        address: toAddress(both, false),
      };
    }
    const isGiven = policy.mac === 'inherit' || (both !== undefined && promised.has(both.permanent));
    return { ...onBridge, role, address: toAddress(both, isGiven) };
  });
}

const toAddress = (both: PortAddresses | undefined, isGiven: boolean): WantedAddress | undefined =>
  both && { ...both, wanted: isGiven ? 'derived' : 'permanent' };
