import { someAtATime } from '../../engine/some-at-a-time.ts';
import type { Files } from '../../host/files.ts';
import { parseMounted, parseNumber, parseSerial, parseText, parseUsbIds } from '../parse-usb-disk.ts';
import type { BoxDrive } from './model.ts';
import { type DrivePlace, isDriveName, parseDrivePlace, parseUdevDrive } from './parse-drive.ts';

type Machine = Pick<Files, 'listNames' | 'readText' | 'readRealPath'>;

const folder = '/sys/block';
const atATime = 8;

/** The optical drives of the box, as sysfs and udev have them now; `undefined` when nothing can be listed. `guest`: sources of the guest's own disks. */
export async function readDrives(
  machine: Machine,
  guest: readonly string[],
): Promise<BoxDrive[] | undefined> {
  const listed = await machine.listNames(folder);
  if (!listed.ok) return undefined;
  const names = listed.value.filter(isDriveName);
  if (names.length === 0) return [];
  const mountinfo = await machine.readText('/proc/self/mountinfo', 1024 * 1024);
  const mounted = parseMounted(mountinfo.ok ? mountinfo.value : '');
  const paths = await Promise.all(guest.map((source) => machine.readRealPath(source)));
  const nodes = new Set(paths.flatMap((path) => (path.ok ? path.value : [])));
  const drives = await someAtATime(atATime, names, (name) => readDrive(machine, name, mounted, nodes));
  return drives.filter((drive) => drive !== undefined).sort(byPlace);
}

const byPlace = (a: BoxDrive, b: BoxDrive): number => a.id.localeCompare(b.id, 'en', { numeric: true });

async function readDrive(
  machine: Machine,
  name: string,
  mounted: ReadonlySet<string>,
  guestNodes: ReadonlySet<string>,
): Promise<BoxDrive | undefined> {
  const at = `${folder}/${name}`;
  const path = await machine.readRealPath(at);
  const place = path.ok ? parseDrivePlace(path.value) : undefined;
  if (place === undefined) return undefined;
  const text = async (file: string): Promise<string> => {
    const reading = await machine.readText(file);
    return reading.ok ? reading.value : '';
  };
  const dev = (await text(`${at}/dev`)).trim();
  const [udev, generics, sectors, poll] = await Promise.all([
    text(`/run/udev/data/b${dev}`),
    machine.listNames(`${at}/device/scsi_generic`),
    text(`${at}/size`),
    text(`${at}/events_poll_msecs`),
  ]);
  const { seen, disc, discNumber, label, request } = parseUdevDrive(udev);
  const { id, port, address, usbDevice } = place;
  const size = parseNumber(sectors);
  return {
    ...{ id, port, isUsb: usbDevice !== undefined, name, address, seen, disc, request },
    generic: generics.ok ? generics.value.find((each) => /^sg\d+$/.test(each)) : undefined,
    ...(await readMake(text, at, place)),
    discNumber,
    // In units of 512 bytes. Of a disc that has gone the kernel keeps the size.
    sizeBytes: disc === 'present' && size !== undefined ? size * 512 : undefined,
    label: disc === 'present' ? label : undefined,
    isPolled: parseNumber(poll) !== 0,
    own: mounted.has(dev)
      ? 'The host has mounted it'
      : guestNodes.has(`/dev/${name}`)
        ? 'The policy gives it to the guest as a disk'
        : undefined,
  };
}

async function readMake(
  text: (file: string) => Promise<string>,
  at: string,
  { usbDevice }: DrivePlace,
): Promise<Pick<BoxDrive, 'vendorId' | 'productId' | 'vendor' | 'model' | 'serial'>> {
  const [vendor, model, uevent, serial] = await Promise.all([
    text(`${at}/device/vendor`),
    text(`${at}/device/model`),
    usbDevice === undefined ? '' : text(`${usbDevice}/uevent`),
    usbDevice === undefined ? '' : text(`${usbDevice}/serial`),
  ]);
  const ids = parseUsbIds(uevent);
  return {
    vendorId: ids?.vendorId,
    productId: ids?.productId,
    vendor: parseText(vendor),
    model: parseText(model),
    serial: parseSerial(serial),
  };
}
