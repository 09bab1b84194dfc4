import { factValue, type Inventory, known, type Nic, unknown } from '../../../contract/index.ts';
import { placeOf } from '../../engine/nic-names.ts';
import type { Slot } from '../identity.ts';

/** The driver that keeps a device for a guest. */
const keeper = 'vfio-pci';

/**
 * The NICs of the box, with those that the guest has by VFIO: while it has them, the kernel does not know them as NICs, and only who the guest
 * is (its `slots`) tells what they are called. They are in the order of their places, as the others are.
 */
export function withHeldNics({ nics, pci }: Pick<Inventory, 'nics' | 'pci'>, slots: readonly Slot[]): Nic[] {
  const held = slots.flatMap((slot) => {
    const device = pci.find(({ address, driver }) => address === slot.place && factValue(driver) === keeper);
    const isThere = nics.some((nic) => placeOf(nic) === slot.place || nic.name === slot.name);
    return device === undefined || isThere ? [] : [toNic(slot, device)];
  });
  if (held.length === 0) return [...nics];
  const order = (nic: Nic): string => factValue(nic.path) ?? '\uffff';
  return [...nics, ...held].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

const away = unknown('the guest has the NIC itself');

function toNic({ name, place, permanentMac }: Slot, { driver, node }: Inventory['pci'][number]): Nic {
  const mac = permanentMac === null ? away : known(permanentMac);
  return {
    name,
    ...{ mac, permanentMac: mac, driver, node },
    path: place === null ? away : known(place),
    ...{ firmware: away, port: away, physicalPortId: away, model: away, carrier: away, speedMbps: away },
    ...{ duplex: away, mtu: away },
    problems: [],
  };
}
