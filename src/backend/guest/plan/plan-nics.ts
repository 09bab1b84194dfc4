import { factValue, type Nic } from '../../../contract/index.ts';
import type { NetworkPolicy } from '../../config/policy/policy.ts';
import { bridgeName } from '../../engine/bridge-name.ts';
import type { Slot } from '../identity.ts';
import type { NicSpec } from '../spec.ts';
import { nicAddress } from './plan-pci.ts';
import { placeOf } from './plan-slots.ts';

/** A NIC of the guest as libvirt takes it. Everything that the guest sees of it follows from its slot and the policy. */
export function planNic({ slot, nic }: { slot: Slot; nic: Nic }, network: NetworkPolicy): NicSpec {
  const listed = Array.isArray(network.nics) ? network.nics[slot.number - 1] : undefined;
  return {
    slot: slot.number,
    nic: nic.name,
    place: placeOf(nic),
    label: factValue(nic.port) ?? nic.name,
    bridge: bridgeName(nic.name),
    mac: slot.mac,
    model: listed?.model ?? network.model,
    pci: nicAddress(slot.number),
  };
}
