import { factValue, type Gpu, type PciDevice, unknown } from '../../../contract/index.ts';
import { naturally } from '../natural-order.ts';
import type { DrmCard } from './parse-drm.ts';
import { toModel } from './to-model.ts';

/** PCI base class 03: display controllers. */
const isDisplay = ({ classId }: PciDevice): boolean => factValue(classId)?.startsWith('03') ?? false;

/**
 * The graphics devices: first those on the PCI bus in the order of addresses, each with the card that a driver has made of it, then the cards
 * of other buses by name.
 */
export function toGpus(pci: readonly PciDevice[], cards: readonly DrmCard[]): Gpu[] {
  const displays = pci.filter(isDisplay);
  const onBus = displays.map((device): Gpu => {
    const card = cards.find(({ address }) => address === device.address);
    return {
      ...(card === undefined ? {} : { name: card.name }),
      address: device.address,
      model: toModel(device),
      driver: card?.driver.state === 'known' ? card.driver : device.driver,
      connectors: card?.connectors ?? [],
      problems: device.problems,
    };
  });
  const elsewhere = cards
    .filter(({ address }) => !displays.some((device) => device.address === address))
    .sort((a, b) => naturally(a.name, b.name))
    .map(
      ({ name, driver, connectors }): Gpu => ({
        name,
        model: unknown('only PCI devices have a known name'),
        driver,
        connectors,
        problems: [],
      }),
    );
  return [...onBus, ...elsewhere];
}
