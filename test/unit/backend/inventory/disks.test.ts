import { describe, expect, it } from 'vitest';
import { isDiskName, parseDiskBus, parseWwn } from '../../../../src/backend/inventory/parse-disk.ts';
import { readDisks } from '../../../../src/backend/inventory/read-disks.ts';
import { factValue, known } from '../../../../src/contract/index.ts';
import { disk } from '../../../support/machine/disk.ts';
import { linkTo, unreadable } from '../../../support/machine/entries.ts';
import { machineOf } from '../../../support/machine/files.ts';

const ata = (n: number): string => `pci0000:00/0000:00:17.0/ata${n}/host${n}/target${n}:0:0/${n}:0:0:0`;

describe('a disk', () => {
  it('on ATA or SAS has a firmware, a World Wide Name and two sizes of sectors', async () => {
    const files = machineOf(
      disk({
        name: 'sda',
        at: ata(1),
        size: '100\n',
        firmware: ' SN03',
        wwid: 'naa.5000C500A1B2C3D4',
        rotational: true,
      }),
    );
    const [found] = (await readDisks(files)).disks;
    expect(found).toMatchObject({
      firmware: known('SN03'),
      wwn: known('naa.5000c500a1b2c3d4'),
      sectorBytes: known(512),
      physicalSectorBytes: known(4096),
      smart: { state: 'unknown', reason: 'not read yet' },
    });
  });

  it('on NVMe has them in other files; its hidden paths are no disks', async () => {
    const subsystem = 'virtual/nvme-subsystem/nvme-subsys0';
    const files = machineOf(
      disk({
        name: 'nvme0n1',
        at: subsystem,
        size: '100\n',
        model: 'PM1733',
        firmware: 'EPK9AB5Q',
        wwid: 'eui.36344830526000100025384100000001',
      }),
      { '/sys/block/nvme0c0n1': linkTo('/sys/devices/pci0000:00/0000:04:00.0/nvme/nvme0/nvme0c0n1') },
      { '/sys/block/nvme0c1n1': linkTo('/sys/devices/pci0000:00/0000:05:00.0/nvme/nvme1/nvme0c1n1') },
    );
    const { disks } = await readDisks(files);
    expect(
      disks.map(({ name, bus, firmware, wwn }) => [
        name,
        ...[bus, firmware, wwn].map((fact) => factValue(fact)),
      ]),
    ).toEqual([['nvme0n1', 'nvme', 'EPK9AB5Q', 'eui.36344830526000100025384100000001']]);
  });

  it('that two paths lead to is a row on each, with the same name in the world', async () => {
    const wwid = 'naa.600508b1001c0000';
    const sas = (n: number): string =>
      `pci0000:00/0000:03:00.0/host0/port-0:${n}/end_device-0:${n}/target0:0:${n}/0:0:${n}:0`;
    const files = machineOf(
      disk({ name: 'sda', at: sas(0), size: '100\n', wwid }),
      disk({ name: 'sdb', at: sas(1), size: '100\n', wwid }),
      { '/sys/block/dm-3': linkTo('/sys/devices/virtual/block/dm-3') },
    );
    expect((await readDisks(files)).disks.map(({ name, wwn }) => [name, factValue(wwn)])).toEqual([
      ['sda', wwid],
      ['sdb', wwid],
    ]);
  });

  it('whose every attribute fails is a row with a problem, and hides no other', async () => {
    const dead = disk({ name: 'sda', at: ata(1), size: '100\n', model: 'x', firmware: 'x', wwid: 'x' });
    const attributes = Object.keys(dead).filter((path) => typeof dead[path] === 'string');
    const files = machineOf(
      { ...dead, ...Object.fromEntries(attributes.map((path) => [path, unreadable('EIO')])) },
      disk({ name: 'sdb', at: ata(2), size: '100\n' }),
    );
    const [broken, fine] = (await readDisks(files)).disks;
    const reason = { state: 'unknown', reason: 'it cannot be read' };
    expect(broken).toMatchObject({
      sizeBytes: reason,
      sectorBytes: reason,
      physicalSectorBytes: reason,
      model: reason,
      firmware: reason,
      wwn: reason,
      bus: known('ata'),
    });
    expect(broken?.problems.map(({ code }) => code)).toEqual(['inventory.disk-unreadable']);
    expect(fine?.problems).toEqual([]);
  });
});

it('takes for a World Wide Name only what is unique in the world by its form', () => {
  expect(
    [
      'naa.5000c500a1b2c3d4\n',
      'eui.0025385B11B0A1C2',
      'uuid.8e1cd1d6-0e3e-4f4e-9b53-0f3b5e8a4a11',
      't10.ATA     QEMU HARDDISK                           QM00005',
      'nvme.1af4-64656d6f-51454d55-00000001',
      'eui.0000000000000000',
      '',
    ].map(parseWwn),
  ).toEqual([
    'naa.5000c500a1b2c3d4',
    'eui.0025385b11b0a1c2',
    'uuid.8e1cd1d6-0e3e-4f4e-9b53-0f3b5e8a4a11',
    ...Array(4).fill(undefined),
  ]);
});

it('hangs on NVMe also when its paths are joined by the kernel', () => {
  expect(parseDiskBus('/sys/devices/virtual/nvme-subsystem/nvme-subsys0')).toBe('nvme');
  expect(['nvme0n1', 'nvme10n2', 'nvme0c0n1', 'nvme12c3n1'].filter(isDiskName)).toEqual([
    'nvme0n1',
    'nvme10n2',
  ]);
});
