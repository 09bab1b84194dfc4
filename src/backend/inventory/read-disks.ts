import { type Disk, type Fact, type Problem, unknown } from '../../contract/index.ts';
import { someAtATime } from '../engine/some-at-a-time.ts';
import { decodeText } from '../host/decode.ts';
import type { Files } from '../host/files.ts';
import { notRead, type Reading, read } from '../host/reading.ts';
import { devicesAtATime } from './devices-at-a-time.ts';
import { notReadYet, orUnknown, toFact } from './facts.ts';
import { isDiskName, parseDiskBus, parseDiskSize, parseSerialPage, parseWwn } from './parse-disk.ts';
import { parseCount, parseFlag, parseLine } from './parse-scalar.ts';
import { readBootDisks } from './read-boot-disks.ts';

const folder = '/sys/block';

export interface Disks {
  disks: Disk[];
  problems: Problem[];
}

/** The disks of the box; no optical drives, no volumes. One that can't be read is a row with a problem beside it. */
export async function readDisks(files: Files): Promise<Disks> {
  const names = await files.listNames(folder);
  if (!names.ok) {
    return {
      disks: [],
      problems: [warning('inventory.disks-unreadable', `Disks cannot be listed: ${names.message}`)],
    };
  }
  const boot = await readBootDisks(files);
  const disks = await someAtATime(devicesAtATime, names.value.filter(isDiskName), (name) =>
    readDisk(files, name, boot.has(name)),
  );
  const unsure = disks.length > 0 && !disks.some((disk) => disk.boot);
  return {
    disks,
    problems: unsure
      ? [warning('inventory.no-boot-disk', 'None of the disks is known as the one that the box runs from')]
      : [],
  };
}

async function readDisk(files: Files, name: string, boot: boolean): Promise<Disk> {
  const at = (attribute: string): string => `${folder}/${name}/${attribute}`;
  const [size, sector, physicalSector, rotational, removable, readOnly, model, serial, firmware, wwn, path] =
    await Promise.all([
      files.readText(at('size')),
      files.readText(at('queue/logical_block_size')),
      files.readText(at('queue/physical_block_size')),
      files.readText(at('queue/rotational')),
      files.readText(at('removable')),
      files.readText(at('ro')),
      files.readText(at('device/model')),
      readSerial(files, name),
      // NVMe, SCSI and ATA, MMC.
      readFirst(files, ['device/firmware_rev', 'device/rev', 'device/fwrev'].map(at)),
      readFirst(files, ['wwid', 'device/wwid'].map(at)),
      files.readRealPath(at('device')),
    ]);
  const disk: Disk = {
    name,
    model: toFact(model, parseLine),
    serial: serial.ok && parseLine(serial.value) === undefined ? noSerial : toFact(serial, parseLine),
    firmware: toFact(firmware, parseLine),
    wwn: wwn.ok ? orUnknown(parseWwn(wwn.value), 'the disk has none') : toFact(wwn, parseWwn),
    smart: notReadYet,
    sizeBytes: toFact(size, parseDiskSize),
    sectorBytes: toFact(sector, parseCount),
    physicalSectorBytes: toFact(physicalSector, parseCount),
    rotational: toFact(rotational, parseFlag),
    removable: toFact(removable, parseFlag),
    readOnly: toFact(readOnly, parseFlag),
    bus: toFact(path, parseDiskBus),
    boot,
    problems: [],
  };
  return { ...disk, problems: diskProblems(disk) };
}

const noSerial: Fact<string> = unknown('the disk has none');

function diskProblems(disk: Disk): Problem[] {
  if (disk.sizeBytes.state !== 'unknown') return [];
  return [
    warning(
      'inventory.disk-unreadable',
      `${disk.name} does not say how large it is: ${disk.sizeBytes.reason}`,
    ),
  ];
}

const warning = (code: string, message: string): Problem => ({ code, severity: 'warning', message });

/** The first of the files that there is; the drivers of different kinds of disks write the same in different ones. */
async function readFirst(files: Files, paths: readonly string[]): Promise<Reading<string>> {
  let last: Reading<string> = notRead('missing', 'no file has it');
  for (const path of paths) {
    last = await files.readText(path);
    if (last.ok || last.why !== 'missing') return last;
  }
  return last;
}

/** NVMe and virtio disks have a file for it, SCSI and ATA disks a page of vital product data. */
async function readSerial(files: Files, name: string): Promise<Reading<string>> {
  const serial = await readFirst(
    files,
    ['device/serial', 'serial'].map((file) => `${folder}/${name}/${file}`),
  );
  if (serial.ok) return serial;
  const page = await files.readBytes(`${folder}/${name}/device/vpd_pg80`);
  if (!page.ok) return page;
  return read(decodeText(parseSerialPage(page.value) ?? new Uint8Array()));
}
