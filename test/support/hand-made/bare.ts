import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { bios } from '../machine/board.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { linkTo } from '../machine/entries.ts';
import { host } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { virtualNic } from '../machine/nic.ts';

const attributes: Record<string, string> = {
  bios_vendor: 'Phoenix',
  bios_date: '2024-01-02',
  bios_release: '1.300',
  sys_vendor: 'To Be Filled By O.E.M.',
  product_name: 'Default string',
  product_serial: 'System Serial Number',
  product_uuid: '03000200-0400-0500-0006-000700080009',
  board_vendor: 'ASRock',
  chassis_asset_tag: '   ',
};

export const bare: MachineRecord = {
  version: 1,
  description:
    'No KVM, no NIC, 1 GiB, and a firmware that the kernel tells about in attributes only, most of them never filled in.',
  commands: [],
  files: {
    ...host('bare', '27 1 8:1 / / rw - ext4 /dev/sda1 rw\n'),
    ...bios,
    ...cpus(1, 1, 1, 'Intel(R) Atom(TM) CPU  D525', ''),
    ...memory(1_000_000, []),
    ...virtualNic('lo'),
    ...disk({
      name: 'sda',
      at: 'pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0',
      size: '62533296\n',
      partitions: ['sda1'],
    }),
    '/sys/dev/block/8:1': linkTo(
      '/sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda1',
    ),
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`/sys/class/dmi/id/${name}`, `${value}\n`]),
    ),
  },
};
