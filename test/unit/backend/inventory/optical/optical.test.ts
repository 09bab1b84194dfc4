import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpticalDrive,
  parseDriveTable,
  parseUdevProperties,
  toDiscs,
} from '../../../../../src/backend/inventory/optical/parse-optical.ts';
import { readOpticalDrives } from '../../../../../src/backend/inventory/optical/read-optical.ts';
import { readDisks } from '../../../../../src/backend/inventory/read-disks.ts';
import { factValue, known } from '../../../../../src/contract/index.ts';
import { machineOf } from '../../../../support/machine/files.ts';
import { driveTable, opticalDrive } from '../../../../support/machine/optical.ts';

const ata = (n: number): string => `pci0000:00/0000:00:17.0/ata${n}/host${n}/target${n}:0:0/${n}:0:0:0`;
const usb = 'pci0000:00/0000:00:14.0/usb2/2-3/2-3:1.0/host6/target6:0:0/6:0:0:0';
const writer = [
  'Can close tray',
  'Can write CD-R',
  'Can write CD-RW',
  'Can read DVD',
  'Can write DVD-R',
  'Can write DVD-RAM',
];

describe("the kernel's table of drives", () => {
  it('has a column for each drive', () => {
    const table = parseDriveTable(
      String(driveTable({ sr1: writer, sr0: ['Can read DVD'] })['/proc/sys/dev/cdrom/info']),
    );
    expect([...table.keys()]).toEqual(['sr1', 'sr0']);
    expect(table.get('sr0')).toEqual(new Set(['Can read DVD']));
    expect(table.get('sr1')).toEqual(new Set(writer));
  });
  it('may be anything', () => {
    fc.assert(fc.property(fc.string(), (text) => parseDriveTable(text) instanceof Map));
    expect(parseDriveTable('drive name:\t\n').get('sr0')).toBeUndefined();
  });
});

it('takes from udev what is set, and only of drives', () => {
  const text =
    'S:cdrom\nE:ID_CDROM=1\nE:ID_CDROM_BD_RE=1\nE:ID_CDROM_DVD=0\nE:ID_MODEL=ID_CDROM_BD=1\nID_CDROM_BD_R=1\n';
  expect(parseUdevProperties(text)).toEqual(new Set(['ID_CDROM', 'ID_CDROM_BD_RE']));
});

it('knows a drive that writes a kind of disc as one that reads it', () => {
  expect(toDiscs(new Set(['ID_CDROM_DVD_PLUS_RW', 'Can write CD-R']))).toEqual({
    reads: ['CD-ROM', 'CD-R', 'DVD+RW'],
    writes: ['CD-R', 'DVD+RW'],
  });
  expect(toDiscs(new Set())).toEqual({ reads: ['CD-ROM'], writes: [] });
});

describe('optical drives', () => {
  it('are told apart, with and without a disc, and are no disks', async () => {
    const files = machineOf(
      opticalDrive({
        name: 'sr10',
        at: usb,
        vendor: 'HL-DT-ST',
        model: 'BD-RE  BH16NS55\n',
        firmware: '1.02',
        udev: [
          'ID_CDROM',
          'ID_CDROM_CD',
          'ID_CDROM_CD_R',
          'ID_CDROM_DVD',
          'ID_CDROM_DVD_PLUS_R',
          'ID_CDROM_BD',
          'ID_CDROM_BD_R',
          'ID_CDROM_BD_RE',
          'ID_CDROM_MEDIA',
          'ID_CDROM_MEDIA_BD_RE',
        ],
      }),
      opticalDrive({
        name: 'sr2',
        at: ata(2),
        vendor: 'QEMU',
        model: 'QEMU DVD-ROM\n',
        udev: ['ID_CDROM', 'ID_CDROM_CD', 'ID_CDROM_DVD'],
      }),
      driveTable({
        sr10: ['Can close tray', 'Can write CD-R', 'Can write CD-RW', 'Can read DVD'],
        sr2: ['Can read DVD'],
      }),
    );
    const drives = await readOpticalDrives(files);
    expect(drives).toEqual([
      {
        name: 'sr2',
        vendor: known('QEMU'),
        model: known('QEMU DVD-ROM'),
        firmware: { state: 'unknown', reason: 'the machine does not say' },
        bus: known('ata'),
        reads: known(['CD-ROM', 'DVD-ROM']),
        writes: known([]),
        medium: known(false),
        problems: [],
      },
      {
        name: 'sr10',
        vendor: known('HL-DT-ST'),
        model: known('BD-RE  BH16NS55'),
        firmware: known('1.02'),
        bus: known('usb'),
        reads: known(['CD-ROM', 'CD-R', 'CD-RW', 'DVD-ROM', 'DVD+R', 'BD-ROM', 'BD-R', 'BD-RE']),
        writes: known(['CD-R', 'CD-RW', 'DVD+R', 'BD-R', 'BD-RE']),
        medium: known(true),
        problems: [],
      },
    ]);
    expect((await readDisks(files)).disks).toEqual([]);
  });

  it('may be called anything, in Latin-1 too', async () => {
    const files = machineOf(
      opticalDrive({ name: 'sr0', at: ata(1), model: Buffer.from('Gerät \u001b[31mn° 5\n', 'latin1') }),
    );
    const [drive] = await readOpticalDrives(files);
    expect(factValue(drive?.model ?? known(''))).toBe('Gerät n° 5');
  });

  it('are unknown while neither the kernel nor udev has looked, which is no problem', async () => {
    const [drive] = await readOpticalDrives(machineOf(opticalDrive({ name: 'sr0', at: ata(1) })));
    expect([drive?.reads, drive?.writes, drive?.medium].map((fact) => fact?.state)).toEqual(
      Array(3).fill('unknown'),
    );
    expect(drive?.problems).toEqual([]);
  });

  it('have names of their own', () => {
    expect(['sr0', 'sr10', 'sda', 'sr', 'sr0p1'].filter(isOpticalDrive)).toEqual(['sr0', 'sr10']);
  });
});
