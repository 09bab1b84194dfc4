import { parseNumbers, parseUevent, toHex } from '../parse-uevent.ts';

/** A device or a root hub: `usb1`, `1-4`, `1-4.2`; interfaces have a colon in their names. */
const device = /^(?:usb(\d+)|(\d+)-(\d+(?:\.\d+)*))$/;

export const isUsbDevice = (name: string): boolean => device.test(name);

/** The hub that a device is plugged into; a root hub is plugged into none. */
export function toParent(path: string): string | undefined {
  const [, , bus, ports] = device.exec(path) ?? [];
  if (bus === undefined || ports === undefined) return undefined;
  const last = ports.lastIndexOf('.');
  return last < 0 ? `usb${bus}` : `${bus}-${ports.slice(0, last)}`;
}

/** The beginning of the names of a device's interfaces; those of a root hub count as port 0. */
export const toInterfacePrefix = (path: string): string => `${path.replace(/^usb(\d+)$/, '$1-0')}:`;

/** The order of the tree: by bus, then by port on each level, and a hub before what is plugged into it. */
export function byUsbPath(a: string, b: string): number {
  const [left, right] = [toNumbers(a), toNumbers(b)];
  for (const [index, number] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (number !== other) return number - other;
  }
  return left.length - right.length;
}

const toNumbers = (path: string): number[] => (path.match(/\d+/g) ?? []).map(Number);

/** What the kernel says of a device or an interface in one file; each absent when it does not. */
export interface UsbFunction {
  vendorId?: string;
  productId?: string;
  classId?: string;
  driver?: string;
}

/**
 * `uevent` of a device (`PRODUCT=1d6b/2/602` in hexadecimal without leading zeros, `TYPE=9/0/1` in decimal) or of an interface
 * (`INTERFACE=3/1/1`). A device's class 0 only says that its interfaces have classes, and is left out; so is its driver, which is always `usb`.
 */
export function parseUsbFunction(uevent: string): UsbFunction {
  const values = parseUevent(uevent);
  const [vendor, product] = parseNumbers(values.get('PRODUCT'), '/', 16, 16) ?? [];
  const isInterface = values.has('INTERFACE');
  const [kind] = parseNumbers(values.get(isInterface ? 'INTERFACE' : 'TYPE'), '/', 10, 8) ?? [];
  const driver = values.get('DRIVER');
  return {
    ...(vendor === undefined || product === undefined
      ? {}
      : { vendorId: toHex(vendor, 4), productId: toHex(product, 4) }),
    ...(kind === undefined || (kind === 0 && !isInterface) ? {} : { classId: toHex(kind, 2) }),
    ...(driver && isInterface ? { driver } : {}),
  };
}

/** Mbit/s; 1.5 for the slowest. */
export function parseUsbSpeed(text: string): number | undefined {
  const speed = text.trim();
  return /^\d{1,6}(\.\d)?$/.test(speed) ? Number(speed) : undefined;
}
