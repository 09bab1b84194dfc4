import type { MachineRecord } from '../../host/record/model.ts';

/** Of a device's `uevent`: vendor and device, and the class without leading zeros. */
const numbers = /^PCI_ID=([0-9a-f]{4}):([0-9a-f]{4})$|^PCI_CLASS=([0-9a-f]{3,6})$/gim;

/**
 * `pci.ids` without the names of devices that this machine has not: a hundred lines of 40,000. `files` are all that was read of it.
 */
export function toUsedNames(pciIds: string, files: MachineRecord['files']): string {
  const { vendors, devices, classes } = listNumbers(files);
  const lines = ['# The names of what this machine has.'];
  let keeps = false;
  for (const line of pciIds.split('\n')) {
    const [, isClass, section] = /^(C )?([0-9a-f]{2,4}) {2}/.exec(line) ?? [];
    if (section !== undefined) keeps = (isClass === undefined ? vendors : classes).has(section);
    const device = /^\t([0-9a-f]{2,4}) {2}/.exec(line)?.[1];
    // Subclasses are few; what is below a device names who else sells it.
    const isUsed = device === undefined ? section !== undefined : device.length === 2 || devices.has(device);
    if (keeps && isUsed) lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

interface Numbers {
  vendors: Set<string>;
  devices: Set<string>;
  /** Base classes, two digits each. */
  classes: Set<string>;
}

function listNumbers(files: MachineRecord['files']): Numbers {
  const used: Numbers = { vendors: new Set(), devices: new Set(), classes: new Set() };
  for (const [path, entry] of Object.entries(files)) {
    if (typeof entry !== 'string' || !path.endsWith('/uevent')) continue;
    for (const [, vendor, device, kind] of entry.toLowerCase().matchAll(numbers)) {
      if (vendor !== undefined) used.vendors.add(vendor);
      if (device !== undefined) used.devices.add(device);
      if (kind !== undefined) used.classes.add(kind.padStart(6, '0').slice(0, 2));
    }
  }
  return used;
}
