import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { linkTo } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic } from '../machine/nic.ts';
import { memoryArray, memoryDevice } from '../machine/smbios-memory.ts';
import { identityTable } from '../machine/smbios-table.ts';

export const small: MachineRecord = {
  version: 1,
  description:
    'The usual small box: one socket, two virtio NICs, identity as QEMU gives it to the emulated box.',
  commands: [],
  files: {
    ...host('box', '27 1 254:2 / / rw,relatime - ext4 /dev/vda2 rw\n'),
    ...kvm,
    ...cpus(1, 2, 1, 'QEMU TCG CPU version 2.5+', 'svm npt', '0x1000065'),
    ...memory(4_022_000, [{ totalKiB: 4_022_000, cpus: '0-1', distances: [10] }]),
    ...nic({
      name: 'enp0s2',
      at: '0000:00:02.0',
      below: '/virtio0',
      driver: 'virtio_net',
      mac: '52:54:00:00:00:01',
      speed: 1000,
    }),
    ...nic({
      name: 'enp0s3',
      at: '0000:00:03.0',
      below: '/virtio1',
      driver: 'virtio_net',
      mac: '52:54:00:00:00:02',
      speed: 1000,
    }),
    ...disk({
      name: 'vda',
      at: 'pci0000:00/0000:00:04.0/virtio2',
      size: '41943040\n',
      partitions: ['vda1', 'vda2', 'vda3'],
    }),
    '/sys/dev/block/254:2': linkTo('/sys/devices/pci0000:00/0000:00:04.0/virtio2/block/vda/vda2'),
    ...dmi(
      identityTable(
        {
          bios: ['SeaBIOS', '1.16.2', '04/01/2014'],
          system: ['ACME', 'Box 100', '1.0', 'SN-0001', 'family', 'sku'],
          baseBoard: ['ACME', 'Board', '2', 'B-1'],
          chassis: ['ACME', '3', 'C-1', 'asset-7'],
        },
        [
          memoryArray(0x1000, 6, 1),
          memoryDevice({
            size: 4096,
            widths: [0xffff, 0xffff],
            type: 7,
            speed: 0,
            configuredSpeed: 0,
            length: 0x28,
            strings: ['DIMM 0', ' ', 'QEMU'],
          }),
        ],
      ),
    ),
  },
};
