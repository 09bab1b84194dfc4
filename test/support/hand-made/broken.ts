import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { bmc, uefi } from '../machine/board.ts';
import { disk } from '../machine/disk.ts';
import { unreadable } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic } from '../machine/nic.ts';
import { pciDevice } from '../machine/pci.ts';
import { chip } from '../machine/sensors.ts';
import { identityTable } from '../machine/smbios-table.ts';

export const broken: MachineRecord = {
  version: 1,
  description:
    "Much of it can't be read: a NIC without driver and address, a NIC on the bus that is none of the kernel's, a dead disk, a cut table.",
  commands: [],
  files: {
    ...host('broken', 'nonsense\n'),
    ...kvm,
    ...uefi([6, 0, 0]),
    '/sys/class/tpm/tpm0/tpm_version_major': unreadable('EIO'),
    ...bmc(0, {
      ipmi_version: unreadable('EIO'),
      firmware_revision: unreadable('EIO'),
      manufacturer_id: unreadable('EIO'),
      product_id: unreadable('EIO'),
    }),
    ...chip({
      number: 0,
      name: 'evil\u001b]0;title\u0007',
      attributes: {
        temp1_input: unreadable('EIO'),
        temp1_alarm: unreadable('EIO'),
        temp2_input: 'hot',
        temp3_input: '31000',
        temp3_label: '\u001b[31mred \u202eder',
      },
    }),
    '/sys/devices/system/cpu/online': '0-1\n',
    '/proc/cpuinfo': unreadable('EIO'),
    ...memory(8_000_000, []),
    '/sys/devices/system/node/node0/cpulist': '0-1\n',
    ...nic({ name: 'eth0', at: '0000:02:00.0', driver: 'e1000e', mac: '00:1b:21:00:00:01', speed: 1000 }),
    ...nic({ name: 'eth1', at: '0000:03:00.0' }),
    ...pciDevice({ at: '0000:05:00.0', classId: '028000', id: '8086:15f3' }),
    ...disk({
      name: 'sda',
      at: 'pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0',
      size: 'lots\n',
      model: 'DYING',
    }),
    ...disk({
      name: 'sdb',
      at: 'pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0',
      size: '2000\n',
      model: 'FINE',
    }),
    '/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/vpd_pg80': unreadable('EIO'),
    ...dmi(
      identityTable({ bios: ['Cut', 'v1'], system: ['Maker', 'Model', '1', 'SER'] }).slice(0, 100),
      2,
      4,
    ),
  },
};
