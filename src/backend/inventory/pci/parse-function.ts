import { parseNumbers, parseUevent, toHex } from '../parse-uevent.ts';

/** What the kernel says of a function on the bus in one file; each absent when it does not. */
export interface PciFunction {
  vendorId?: string;
  deviceId?: string;
  classId?: string;
  driver?: string;
}

/** `uevent` of a PCI device: `PCI_ID=8086:1521`, `PCI_CLASS=20000` (no leading zeros), and `DRIVER=` when one has taken it. */
export function parsePciFunction(uevent: string): PciFunction {
  const values = parseUevent(uevent);
  const [vendor, device, ...rest] = parseNumbers(values.get('PCI_ID'), ':', 16, 16) ?? [];
  const [kind, ...others] = parseNumbers(values.get('PCI_CLASS'), ':', 16, 24) ?? [];
  const driver = values.get('DRIVER');
  return {
    ...(vendor === undefined || device === undefined || rest.length > 0
      ? {}
      : { vendorId: toHex(vendor, 4), deviceId: toHex(device, 4) }),
    ...(kind === undefined || others.length > 0 ? {} : { classId: toHex(kind, 6) }),
    ...(driver ? { driver } : {}),
  };
}

const address = /^([0-9a-f]{4,8}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/;

export const isPciAddress = (name: string): boolean => address.test(name);

/** Addresses in the order of domain, bus, device and function. A domain may have more than four digits. */
export function byPciAddress(a: string, b: string): number {
  const [domainA, placeA] = split(a);
  const [domainB, placeB] = split(b);
  return domainA - domainB || (placeA < placeB ? -1 : placeA > placeB ? 1 : 0);
}

function split(text: string): [number, string] {
  const [, domain = '0', place = text] = address.exec(text) ?? [];
  return [Number.parseInt(domain, 16), place];
}
