import { known, type OpticalDrive, unknown } from '../../../contract/index.ts';
import type { Files } from '../../host/files.ts';
import type { Reading } from '../../host/reading.ts';
import { toFact } from '../facts.ts';
import { naturally } from '../natural-order.ts';
import { parseDiskBus } from '../parse-disk.ts';
import { parseLine } from '../parse-scalar.ts';
import {
  type DriveTable,
  isOpticalDrive,
  parseDriveTable,
  parseUdevProperties,
  toDiscs,
} from './parse-optical.ts';

const folder = '/sys/block';
const tableFile = '/proc/sys/dev/cdrom/info';

/** The optical drives by number. Whether a disc is in one is what udev saw last; that none is in is no problem. */
export async function readOpticalDrives(files: Files): Promise<OpticalDrive[]> {
  const listed = await files.listNames(folder);
  const names = (listed.ok ? listed.value : []).filter(isOpticalDrive);
  if (names.length === 0) return [];
  const text = await files.readText(tableFile);
  const table = text.ok ? parseDriveTable(text.value) : new Map<string, Set<string>>();
  const drives = await Promise.all(names.map((name) => readDrive(files, name, table)));
  return drives.sort((a, b) => naturally(a.name, b.name));
}

async function readDrive(files: Files, name: string, table: DriveTable): Promise<OpticalDrive> {
  const at = (attribute: string): string => `${folder}/${name}/${attribute}`;
  const [vendor, model, revision, device, number] = await Promise.all([
    files.readText(at('device/vendor')),
    files.readText(at('device/model')),
    files.readText(at('device/rev')),
    files.readRealPath(at('device')),
    files.readText(at('dev')),
  ]);
  const udev = await readUdev(files, number);
  const row = table.get(name);
  const silent = unknown('neither the kernel nor udev says');
  const discs =
    row === undefined && udev === undefined ? undefined : toDiscs(new Set([...(row ?? []), ...(udev ?? [])]));
  return {
    name,
    vendor: toFact(vendor, parseLine),
    model: toFact(model, parseLine),
    firmware: toFact(revision, parseLine),
    bus: toFact(device, parseDiskBus),
    reads: discs === undefined ? silent : known(discs.reads),
    writes: discs === undefined ? silent : known(discs.writes),
    medium: udev === undefined ? unknown('udev does not say') : known(udev.has('ID_CDROM_MEDIA')),
    problems: [],
  };
}

/** `undefined` until udev has looked at the drive. */
async function readUdev(files: Files, number: Reading<string>): Promise<ReadonlySet<string> | undefined> {
  const device = number.ok ? /^\d+:\d+$/.exec(number.value.trim())?.[0] : undefined;
  if (device === undefined) return undefined;
  const text = await files.readText(`/run/udev/data/b${device}`);
  const properties = text.ok ? parseUdevProperties(text.value) : undefined;
  return properties?.has('ID_CDROM') ? properties : undefined;
}
