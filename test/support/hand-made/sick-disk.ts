import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { linkTo, unreadable } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic } from '../machine/nic.ts';
import { pciDevice } from '../machine/pci.ts';
import { pciIds } from '../machine/pci-ids.ts';
import { identityTable } from '../machine/smbios-table.ts';

const ata = (port: number): string =>
  `pci0000:00/0000:00:17.0/ata${port + 1}/host${port}/target${port}:0:0/${port}:0:0:0`;
const serialPage = (serial: string): Uint8Array =>
  new Uint8Array([0, 0x80, 0, serial.length, ...Buffer.from(serial)]);

/** What smartctl prints of a disk, as far as anybody asks; 5 and 197 count sectors. */
const smart = (passed: boolean, status: number, sectors: number): string =>
  JSON.stringify({
    smartctl: { version: [7, 4], exit_status: status },
    smart_status: { passed },
    temperature: { current: 41 },
    power_on_time: { hours: 52_713 },
    ata_smart_attributes: {
      table: [
        { id: 5, name: 'Reallocated_Sector_Ct', value: 100, raw: { string: `${sectors}` } },
        { id: 197, name: 'Current_Pending_Sector', value: 100, raw: { string: `${sectors * 2}` } },
      ],
    },
  });
const smartctl = (name: string): string[] => [
  'smartctl',
  '--json=c',
  '-n',
  'standby',
  '-iHA',
  `/dev/${name}`,
];

export const sickDisk: MachineRecord = {
  version: 1,
  description:
    'Four disks: one that gives I/O errors, one that says itself that it fails, one that vanished while it was read, one that is well; and a NIC without driver.',
  commands: [
    {
      run: ['ethtool', '-i', 'eno1'],
      status: 0,
      stdout: 'driver: e1000e\nversion: 6.12.48\nfirmware-version: 0.8-4\n',
    },
    { run: smartctl('sda'), status: 0, stdout: smart(true, 0, 0) },
    {
      run: smartctl('sdb'),
      status: 2,
      stdout:
        '{"smartctl":{"exit_status":2,"messages":[{"string":"Read Device Identity failed: Input/output error","severity":"error"}]}}',
      message: 'it failed',
    },
    { run: smartctl('sdc'), status: 24, stdout: smart(false, 24, 1304), message: 'it failed' },
    { run: smartctl('sdd'), failed: 'timed-out', message: 'Command timed out after 20000 milliseconds' },
  ],
  files: {
    ...host('sick-disk', '27 1 8:1 / / rw - ext4 /dev/sda1 rw\n'),
    ...kvm,
    ...pciIds,
    ...cpus(1, 4, 2, 'Intel(R) Xeon(R) E-2314 CPU @ 2.80GHz', 'vmx ept', '0x5d'),
    ...memory(32_500_000, [{ totalKiB: 32_500_000, cpus: '0-7', distances: [10] }]),
    ...nic({
      name: 'eno1',
      at: '0000:00:1f.6',
      driver: 'e1000e',
      mac: '00:25:90:00:00:01',
      speed: 1000,
      id: '8086:15fa',
    }),
    ...pciDevice({ at: '0000:02:00.0', classId: '020000', id: '8086:15f3' }),
    ...disk({
      name: 'sda',
      at: ata(0),
      size: '468862128\n',
      model: 'INTEL SSDSC2KB24',
      vpd: serialPage('PHYF012345678901'),
      wwid: 'naa.55cd2e4150123456',
      firmware: '0132',
      partitions: ['sda1'],
    }),
    '/sys/dev/block/8:1': linkTo(`/sys/devices/${ata(0)}/block/sda/sda1`),
    ...disk({ name: 'sdb', at: ata(1), size: '7814037168\n', rotational: true }),
    [`/sys/devices/${ata(1)}/model`]: unreadable('EIO'),
    [`/sys/devices/${ata(1)}/vpd_pg80`]: unreadable('EIO'),
    [`/sys/devices/${ata(1)}/wwid`]: unreadable('EIO'),
    ...disk({
      name: 'sdc',
      at: ata(2),
      size: '7814037168\n',
      model: 'ST4000NM0035-1V4',
      vpd: serialPage('            ZC12ABCD'),
      wwid: 'naa.5000c500a1b2c3d4',
      firmware: 'TN05',
      rotational: true,
    }),
    // Its driver let go of it after the folder had been listed.
    '/sys/block/sdd': linkTo(`/sys/devices/${ata(3)}/block/sdd`),
    ...dmi(
      identityTable({
        bios: ['Dell Inc.', '1.9.0', '11/07/2023'],
        system: [
          'Dell Inc.',
          'PowerEdge T150',
          ' ',
          '5ABCDE3',
          'SKU=0B46;ModelName=PowerEdge T150',
          'PowerEdge',
        ],
        baseBoard: ['Dell Inc.', '0T6WHM', 'A01', '.5ABCDE3.CNFCP0034500B1.'],
        chassis: ['Dell Inc.', ' ', '5ABCDE3', ' '],
      }),
    ),
  },
};
