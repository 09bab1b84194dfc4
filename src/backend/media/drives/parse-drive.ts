import type { DiscState } from '../../../contract/index.ts';
import { parseText, parseUsbPlace } from '../parse-usb-disk.ts';
import type { ScsiAddress } from './model.ts';

export const isDriveName = (name: string): boolean => /^sr\d+$/.test(name);

export interface DrivePlace {
  id: string;
  port: string;
  address: ScsiAddress;
  /** The folder of the USB device in sysfs; absent for what is on no USB port. */
  usbDevice: string | undefined;
}

/** Where a drive is, from its path in sysfs: on a USB port, on a port of an ATA controller, or on any other SCSI host. */
export function parseDrivePlace(path: string): DrivePlace | undefined {
  const [, host, bus, target, unit] = /\/(\d+):(\d+):(\d+):(\d+)\/block\/[^/]+$/.exec(path) ?? [];
  if (host === undefined) return undefined;
  const address = { host: Number(host), bus: Number(bus), target: Number(target), unit: Number(unit) };
  const usb = parseUsbPlace(path);
  if (usb !== undefined) {
    const { port, lun, device } = usb;
    return { id: `${port}:${lun}`, port, address, usbDevice: device };
  }
  const ata = /\/(ata\d+)\/host\d+\//.exec(path)?.[1];
  // Of parallel ATA two share a port.
  if (ata !== undefined) return { id: `${ata}:${target}`, port: ata, address, usbDevice: undefined };
  const port = `host${host}`;
  return { id: `${port}:${bus}:${target}:${unit}`, port, address, usbDevice: undefined };
}

export interface UdevDrive {
  seen: string | undefined;
  /** The kernel's number of what is in it. The kernel's own file has it a moment earlier, when udev has no link of it yet. */
  discNumber: number | undefined;
  disc: DiscState;
  label: string | undefined;
  request: string | undefined;
}

/** What udev keeps of a drive (`/run/udev/data/bMAJOR:MINOR`); `unknown` until it has looked for a disc. */
export function parseUdevDrive(text: string): UdevDrive {
  const said = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value] = /^E:([A-Z_0-9]+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && !said.has(key)) said.set(key, value);
  }
  const label = said.get('ID_FS_LABEL');
  const request = said.get('BEZEL_EJECT_REQUEST');
  const number = /^S:disk\/by-diskseq\/(\d{1,15})$/m.exec(text)?.[1];
  return {
    seen: /^I:(\d{1,20})$/m.exec(text)?.[1],
    discNumber: number === undefined ? undefined : Number(number),
    disc: said.get('ID_CDROM') !== '1' ? 'unknown' : said.get('ID_CDROM_MEDIA') === '1' ? 'present' : 'none',
    label: label === undefined ? undefined : parseText(label),
    request: request !== undefined && /^\d{1,20}$/.test(request) ? request : undefined,
  };
}
