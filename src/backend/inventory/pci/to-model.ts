import { type Fact, factValue, known, type PciDevice } from '../../../contract/index.ts';

/** What people call a device: its vendor's name and its own. Without the latter it is unknown, with the reason. */
export function toModel({ vendor, device }: Pick<PciDevice, 'vendor' | 'device'>): Fact<string> {
  const name = factValue(device);
  if (name === undefined) return device;
  return known([factValue(vendor), name].filter((part) => part !== undefined).join(' '));
}
