import { someAtATime } from '../engine/some-at-a-time.ts';
import type { Files } from '../host/files.ts';
import type { KeptReadings } from './kept-readings.ts';
import type { Lent } from './lend/model.ts';
import { parseLent } from './lend/parse-lent.ts';
import type { UsbDisk } from './model.ts';
import {
  isUsbDiskName,
  parseMounted,
  parseNumber,
  parseSerial,
  parseText,
  parseUsbIds,
  parseUsbPlace,
  type UsbPlace,
} from './parse-usb-disk.ts';

type Machine = Pick<Files, 'listNames' | 'readText' | 'readRealPath' | 'isThere'>;

/** What of the box's disks is nobody else's. */
export interface BoxDisks {
  /** Names of the disks that the running host is made of. */
  boot: ReadonlySet<string> | Promise<ReadonlySet<string>>;
  /** Sources of the guest's own disks: paths below `/dev`. */
  guest: readonly string[];
}

/** What a disk is: whose it is may change without a word of the kernel's. */
export type DiskMake = Omit<UsbDisk, 'own' | 'lent'>;
export type KeptDisks = Pick<KeptReadings<DiskMake>, 'of'>;

const folder = '/sys/block';
const atATime = 8;

/**
 * The USB disks of the box, as sysfs has them now; `undefined` when nothing can be listed. One that the kernel is not done with is left out: it
 * tells when it is. `kept`: what was read of them before.
 */
export async function readUsbDisks(
  machine: Machine,
  box: BoxDisks,
  kept: KeptDisks = nothingKept,
): Promise<UsbDisk[] | undefined> {
  const names = await machine.listNames(folder);
  if (!names.ok) return undefined;
  const taken = await readTaken(machine, box);
  const read = (name: string) => readDisk(machine, name, taken, kept);
  const disks = await someAtATime(atATime, names.value.filter(isUsbDiskName), read);
  return disks.filter((disk) => disk !== undefined).sort(byPlace);
}

/** One of them. */
export async function readUsbDisk(
  machine: Machine,
  box: BoxDisks,
  name: string,
): Promise<UsbDisk | undefined> {
  return readDisk(machine, name, await readTaken(machine, box), nothingKept);
}

const nothingKept: KeptDisks = { of: (_name, _mark, read) => read() };

export const byPlace = ({ id: a }: Pick<UsbDisk, 'id'>, { id: b }: Pick<UsbDisk, 'id'>): number =>
  a.localeCompare(b, 'en', { numeric: true });

interface Taken {
  boot: ReadonlySet<string>;
  mounted: ReadonlySet<string>;
  /** By `major:minor`. */
  lent: ReadonlyMap<string, Lent>;
  guestNodes: ReadonlySet<string>;
  /** A disk is nobody's until udev has looked at it. */
  waitsForUdev: boolean;
}

async function readTaken(machine: Machine, { boot, guest }: BoxDisks): Promise<Taken> {
  const [bootDisks, mountinfo, hasUdev, paths] = await Promise.all([
    boot,
    machine.readText('/proc/self/mountinfo', 1024 * 1024),
    machine.isThere('/run/udev/control'),
    Promise.all(guest.map((source) => machine.readRealPath(source))),
  ]);
  const mounts = mountinfo.ok ? mountinfo.value : '';
  return {
    ...{ boot: bootDisks, mounted: parseMounted(mounts), lent: parseLent(mounts) },
    guestNodes: new Set(paths.flatMap((path) => (path.ok ? path.value.replace(/^\/dev\//, '') : []))),
    // The link by which the policy names a disk of the guest's may be one that udev is about to make.
    waitsForUdev: hasUdev && paths.some((path) => !path.ok),
  };
}

async function readDisk(
  machine: Machine,
  name: string,
  taken: Taken,
  kept: KeptDisks,
): Promise<UsbDisk | undefined> {
  const [dev, sequence] = await Promise.all([
    machine.readText(`${folder}/${name}/dev`),
    machine.readText(`${folder}/${name}/diskseq`),
  ]);
  const number = dev.ok ? dev.value.trim() : '';
  if (taken.waitsForUdev && !(await machine.isThere(`/run/udev/data/b${number}`))) return undefined;
  const read = () => readDiskMake(machine, name, sequence.ok ? parseNumber(sequence.value) : undefined);
  const make = sequence.ok ? await kept.of(name, sequence.value, read) : await read();
  return make && { ...make, ...(await readHold(machine, name, number, taken)) };
}

async function readDiskMake(
  machine: Machine,
  name: string,
  sequence: number | undefined,
): Promise<DiskMake | undefined> {
  const path = await machine.readRealPath(`${folder}/${name}`);
  const place = path.ok ? parseUsbPlace(path.value) : undefined;
  if (place === undefined) return undefined;
  const text = async (file: string): Promise<string> => {
    const reading = await machine.readText(file);
    return reading.ok ? reading.value : '';
  };
  const number = async (attribute: string): Promise<number | undefined> =>
    parseNumber(await text(`${folder}/${name}/${attribute}`));
  const [sectors, sectorBytes, physicalSectorBytes, readOnly, removable, discard, make] = await Promise.all([
    number('size'),
    number('queue/logical_block_size'),
    number('queue/physical_block_size'),
    number('ro'),
    number('removable'),
    number('queue/discard_max_bytes'),
    readMake(text, name, place),
  ]);
  // It comes last of all.
  if (sectorBytes === undefined) return undefined;
  const { port, lun } = place;
  return {
    ...{ kind: 'disk', id: `${port}:${lun}`, port, lun, name, sequence, sectorBytes, physicalSectorBytes },
    // In units of 512 bytes, whatever the sectors are.
    sizeBytes: (sectors ?? 0) * 512,
    readOnly: readOnly === 1,
    removable: removable === 1,
    discard: (discard ?? 0) > 0,
    ...make,
  };
}

async function readMake(
  text: (file: string) => Promise<string>,
  name: string,
  { device }: UsbPlace,
): Promise<Pick<UsbDisk, 'vendorId' | 'productId' | 'vendor' | 'model' | 'serial'>> {
  const parse = async (file: string): Promise<string | undefined> => parseText(await text(file));
  const [uevent, vendor, model, serial] = await Promise.all([
    text(`${device}/uevent`),
    parse(`${folder}/${name}/device/vendor`),
    parse(`${folder}/${name}/device/model`),
    text(`${device}/serial`),
  ]);
  const ids = parseUsbIds(uevent);
  return {
    vendorId: ids?.vendorId,
    productId: ids?.productId,
    vendor: vendor ?? (await parse(`${device}/manufacturer`)),
    model: model ?? (await parse(`${device}/product`)),
    serial: parseSerial(serial),
  };
}

/**
 * Who of the host has it. It is the box's own when the disk or a part of it is mounted, is part of a volume, or is a disk of the guest already. What
 * is lent is mounted as well, and nothing else of it.
 */
async function readHold(
  machine: Machine,
  name: string,
  dev: string,
  taken: Taken,
): Promise<Pick<UsbDisk, 'own' | 'lent'>> {
  if (taken.boot.has(name)) return { own: 'The box runs from it', lent: undefined };
  const inside = await machine.listNames(`${folder}/${name}`);
  const parts = (inside.ok ? inside.value : []).filter((each) => each.startsWith(name));
  let lent: Lent | undefined;
  for (const node of [name, ...parts]) {
    const at = node === name ? `${folder}/${name}` : `${folder}/${name}/${node}`;
    const reading = node === name ? undefined : await machine.readText(`${at}/dev`);
    const number = reading === undefined ? dev : reading.ok ? reading.value.trim() : '';
    const own = await readOwn(machine, at, node, number, taken);
    if (own !== undefined) return { own, lent: undefined };
    lent ??= taken.lent.get(number);
  }
  return { own: undefined, lent };
}

async function readOwn(
  machine: Machine,
  at: string,
  node: string,
  number: string,
  { mounted, lent, guestNodes }: Taken,
): Promise<string | undefined> {
  if (guestNodes.has(node)) return 'It is one of the disks that the policy gives to the guest';
  if (mounted.has(number) && !lent.has(number)) return 'The host has mounted it';
  const holders = await machine.listNames(`${at}/holders`);
  return holders.ok && holders.value.length > 0 ? 'The host has a volume on it' : undefined;
}
