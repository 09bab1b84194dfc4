import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { linkTo } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic } from '../machine/nic.ts';
import { identityTable } from '../machine/smbios-table.ts';

const ata = 'pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0';
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

export const oddStrings: MachineRecord = {
  version: 1,
  description:
    'Firmware that writes Latin-1, UTF-8, control characters, 300 characters, nothing at all, and numbers of strings that are not there.',
  commands: [],
  files: {
    ...host('odd-\u202ehost', '27 1 8:1 / / rw - ext4 /dev/sda1 rw\n'),
    ...kvm,
    ...cpus(1, 2, 2, 'Processor \u001b[31m\u2122 \ufeff2', 'vmx ept'),
    ...memory(8_000_000, [{ totalKiB: 8_000_000, cpus: '0-3', distances: [10] }]),
    ...nic({
      name: 'eno1',
      at: '0000:00:1f.6',
      driver: 'e1000e',
      mac: '00:1b:21:ab:cd:ef',
      speed: 1000,
      label: 'LAN\u0007 <1> & "2"',
    }),
    ...disk({
      name: 'sda',
      at: ata,
      size: '488397168\n',
      model: 'D\u00edsk \u200b<&>',
      vpd: new Uint8Array([0, 0x80, 0, 12, ...latin1('\u0000\u0000S\u00e9r 01\u0000\u0000\u0000\u0000')]),
      partitions: ['sda1'],
    }),
    '/sys/dev/block/8:1': linkTo(`/sys/devices/${ata}/block/sda/sda1`),
    ...dmi(
      identityTable({
        // The date is a number of a string that is not there.
        bios: ['S\u00fcd BIOS', ' '],
        system: [
          latin1('S\u00fcd & S\u00f6hne "GmbH"'),
          '\u7bb1 <9000>',
          "O'Version",
          'S\u00e9ries 9 '.repeat(30),
          '\u0001\u0002\u0003',
          'SKU\u202etxt.exe',
        ],
        baseBoard: ['\u00a0', '\t', latin1('Rev\u00b22'), 'B\u00f8ard-1', '\u001b]0;owned\u0007', ']]>'],
        chassis: [latin1('\u00ff\u00fe'), '<!-- -->', '&amp;', '\u{1f4e6} 7', "'"],
        oem: ['A=1,B=2', latin1('Stra\u00dfe'), ' ', '{{ system.serial }}', '\u4e09\u53f7', '%s%n'],
      }),
    ),
  },
};
