import type { MachineRecord } from '../../host/record/model.ts';

/** Numbers of vendors, devices and classes as sysfs writes them: `PCI_ID=8086:1521`, `PCI_CLASS=20000`, `0x8086`. */
const numbers = /\b(?:PCI_ID=([0-9a-f]{4}):([0-9a-f]{4})|PCI_CLASS=([0-9a-f]{5,6})|0x([0-9a-f]{4,6}))\b/gi;

/**
 * `pci.ids` without the names of devices that this machine has not: a hundred lines of 40,000. `files` are all that was read of it.
 */
export function toUsedNames(pciIds: string, files: MachineRecord['files']): string {
  const used = listNumbers(files);
  const lines = ['# The names of what this machine has.'];
  let keeps = false;
  for (const line of pciIds.split('\n')) {
    const [, isClass, section] = /^(C )?([0-9a-f]{2,4}) {2}/.exec(line) ?? [];
    if (section !== undefined) keeps = isClass === undefined ? used.has(section) : used.has(`C ${section}`);
    const device = /^\t([0-9a-f]{2,4}) {2}/.exec(line)?.[1];
    // Classes are few; what is below a device names its makers.
    const isUsed = device === undefined ? section !== undefined : device.length === 2 || used.has(device);
    if (keeps && isUsed) lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

function listNumbers(files: MachineRecord['files']): Set<string> {
  const used = new Set<string>();
  for (const [path, entry] of Object.entries(files)) {
    if (typeof entry !== 'string' || !path.startsWith('/sys/')) continue;
    for (const [, vendor, device, kind, bare] of entry.matchAll(numbers)) {
      for (const id of [vendor, device, bare]) if (id !== undefined) used.add(id.toLowerCase());
      const padded = (kind ?? bare)?.padStart(6, '0');
      if (padded !== undefined) used.add(`C ${padded.slice(0, 2).toLowerCase()}`);
    }
  }
  return used;
}
