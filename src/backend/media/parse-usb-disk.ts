import { plainText } from '../../contract/index.ts';

/** Longer than what any honest device calls itself. */
const maxText = 64;
const maxSerial = 128;

export interface UsbPlace {
  port: string;
  lun: number;
  /** The folder of the USB device in sysfs. */
  device: string;
}

/** Whole disks of SCSI: what USB's two protocols for storage give. No optical drives, no partitions. */
export const isUsbDiskName = (name: string): boolean => /^sd[a-z]+$/.test(name);

/** Where a disk is, from its path in sysfs; `undefined` for what is on no USB port. */
export function parseUsbPlace(path: string): UsbPlace | undefined {
  const match =
    /^(.*\/usb\d+\/(?:[^/]+\/)*(\d+-\d+(?:\.\d+)*))\/\2:[^/]+\/(?:[^/]+\/)*\d+:\d+:\d+:(\d+)\/block\/[^/]+$/.exec(
      path,
    );
  const [, device, port, lun] = match ?? [];
  return device === undefined || port === undefined ? undefined : { device, port, lun: Number(lun) };
}

/** What a device says of itself in one line; `undefined` when it says nothing. */
export function parseText(text: string, most = maxText): string | undefined {
  const line = plainText(text.slice(0, 4 * maxSerial).replaceAll('\0', ''))
    .trim()
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '');
  return line === '' ? undefined : line;
}

export const parseSerial = (text: string): string | undefined => parseText(text, maxSerial);

/** `PRODUCT=46f4/1/0` of a USB device's uevent. */
export function parseUsbIds(uevent: string): { vendorId: string; productId: string } | undefined {
  const match = /^PRODUCT=([0-9a-f]{1,4})\/([0-9a-f]{1,4})\//im.exec(uevent);
  const [, vendor, product] = match ?? [];
  if (vendor === undefined || product === undefined) return undefined;
  const toHex = (digits: string): string => digits.toLowerCase().padStart(4, '0');
  return { vendorId: toHex(vendor), productId: toHex(product) };
}

export function parseNumber(text: string): number | undefined {
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(value) ? value : undefined;
}

/** `major:minor` of what is mounted; see proc_pid_mountinfo(5). */
export const parseMounted = (mountinfo: string): ReadonlySet<string> =>
  new Set(mountinfo.split('\n').flatMap((line) => line.split(' ')[2] ?? []));
