import { parseIpJson } from '../engine/parse-ip-json.ts';
import { isPciAddress } from './pci/parse-function.ts';

/** A hardware address as six pairs of hexadecimal digits, in small letters; all zeros is no address. */
export function parseMac(text: string): string | undefined {
  const mac = text.trim().toLowerCase();
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) && mac !== '00:00:00:00:00:00' ? mac : undefined;
}

/** `speed` in sysfs is -1, or the file can't be read, while there is no link. */
export function parseSpeed(text: string): number | undefined {
  const speed = Number(text.trim());
  return Number.isSafeInteger(speed) && speed > 0 && speed < 0xffffffff ? speed : undefined;
}

/** `full` or `half`; the kernel says `unknown` while there is no link. */
export function parseDuplex(text: string): string | undefined {
  const duplex = text.trim();
  return duplex === 'full' || duplex === 'half' ? duplex : undefined;
}

/** The name that a driver gives to a socket: `p0`, or `p0s1` for a lane of a split one. Other names are of ports that have no socket. */
export function parsePortName(text: string): string | undefined {
  const name = text.trim();
  return /^p\d{1,3}(s\d{1,3})?$/.test(name) ? name : undefined;
}

/**
 * The position on its bus from the device's path in sysfs: the last PCI address in it, with the USB port behind it where there is one,
 * for example `0000:00:03.0` or `0000:00:14.0/usb-1-4`.
 */
export function parseBusPath(devicePath: string): string | undefined {
  const parts = devicePath.split('/');
  const pci = parts.findLast(isPciAddress);
  const usb = parts.findLast((part) => /^\d+-\d+(\.\d+)*$/.test(part));
  if (pci === undefined) return usb === undefined ? undefined : `usb-${usb}`;
  return usb === undefined ? pci : `${pci}/usb-${usb}`;
}

/** `ip -json link`: the permanent address of every link that has another one now. */
export function parsePermanentMacs(json: string): Map<string, string> {
  const links: unknown = parseJson(json);
  const macs = new Map<string, string>();
  for (const link of Array.isArray(links) ? links : []) {
    const { ifname, permaddr } = (link ?? {}) as { ifname?: unknown; permaddr?: unknown };
    const mac = typeof permaddr === 'string' ? parseMac(permaddr) : undefined;
    if (typeof ifname === 'string' && mac !== undefined) macs.set(ifname, mac);
  }
  return macs;
}

function parseJson(json: string): unknown {
  try {
    return parseIpJson(json);
  } catch {
    return undefined;
  }
}
