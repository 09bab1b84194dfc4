import { factValue, type Nic } from '../../contract/index.ts';
import { bridgeName } from '../engine/bridge-name.ts';
import { nicAddress } from './plan-bus.ts';
import { planMac, planMacFromText } from './plan-mac.ts';
import type { NicSpec } from './spec.ts';

/** One NIC of the guest for each NIC of the box, in the order of the box's NICs, which is that of their places on the bus. */
export function planNics(nics: readonly Nic[]): NicSpec[] {
  const taken = new Set(
    nics.flatMap((nic) =>
      [factValue(nic.mac), factValue(nic.permanentMac)].filter((mac) => mac !== undefined),
    ),
  );
  return nics.map((nic, index) => {
    const own =
      factValue(nic.permanentMac) ??
      factValue(nic.mac) ??
      planMacFromText(`${factValue(nic.path) ?? ''} ${nic.name}`);
    const mac = planMac(own, taken);
    taken.add(mac);
    return {
      slot: index + 1,
      nic: nic.name,
      place: factValue(nic.path) ?? null,
      label: factValue(nic.port) ?? nic.name,
      bridge: bridgeName(nic.name),
      mac,
      model: 'virtio',
      pci: nicAddress(index + 1),
    };
  });
}
