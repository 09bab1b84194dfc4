import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { linkTo } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic } from '../machine/nic.ts';
import { memoryArray, memoryDevice } from '../machine/smbios-memory.ts';
import { identityTable } from '../machine/smbios-table.ts';

const unfilled = 'To Be Filled By O.E.M.';
const ata = 'pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0';
/** 03000200-0400-0500-0006-000700080009, the first three fields little-endian. */
const sharedUuid = [0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 9];

export const placeholders: MachineRecord = {
  version: 1,
  description: `A board that nobody filled in: "${unfilled}" everywhere, and the UUID that thousands have.`,
  commands: [],
  files: {
    ...host('placeholders', '27 1 8:2 / / rw - ext4 /dev/sda2 rw\n'),
    ...kvm,
    ...cpus(1, 4, 1, 'Intel(R) N100', 'vmx ept', '0x1a'),
    ...memory(16_000_000, [{ totalKiB: 16_000_000, cpus: '0-3', distances: [10] }]),
    ...nic({ name: 'enp1s0', at: '0000:01:00.0', driver: 'igc', mac: '88:88:88:88:87:88', id: '8086:15f3' }),
    ...nic({
      name: 'enp2s0',
      at: '0000:02:00.0',
      driver: 'igc',
      mac: '88:88:88:88:87:88',
      id: '8086:15f3',
      speed: 2500,
    }),
    ...disk({ name: 'sda', at: ata, size: '250069680\n', model: 'SSD 128GB', partitions: ['sda1', 'sda2'] }),
    '/sys/dev/block/8:2': linkTo(`/sys/devices/${ata}/block/sda/sda2`),
    ...dmi(
      identityTable(
        {
          bios: ['American Megatrends International, LLC.', 'Default string', 'Default string'],
          system: [
            unfilled,
            unfilled,
            'System Version',
            'System Serial Number',
            'Default string',
            'SKU Number',
          ],
          uuid: sharedUuid,
          baseBoard: [unfilled, 'Default string', unfilled, 'Base Board Serial Number', '0123456789', 'None'],
          chassis: ['Default string', 'Chassis Version', 'Chassis Serial Number', 'No Asset Tag', 'xxxxxxxx'],
          oem: ['Default string', unfilled],
        },
        [
          memoryArray(0x1000, 3, 1),
          memoryDevice({
            size: 16_384,
            widths: [64, 64],
            strings: [
              'Controller0-ChannelA-DIMM0',
              'BANK 0',
              'Unknown',
              '00000000',
              'Not Specified',
              unfilled,
            ],
          }),
        ],
      ),
    ),
  },
};
