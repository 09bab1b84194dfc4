import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { bmc, ipmiDevice, tpm, uefi } from '../machine/board.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { linkTo, type MachineFiles } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic, virtualNic } from '../machine/nic.ts';
import { chip } from '../machine/sensors.ts';
import { memoryArray, memoryDevice } from '../machine/smbios-memory.ts';
import { identityTable } from '../machine/smbios-table.ts';
import { answers, buses } from './two-sockets-buses.ts';

const nvme = 'pci0000:00/0000:04:00.0/nvme/nvme0';

/** A module beside each processor, one slot with nothing in it, and one whose module the firmware knows little of. */
const memorySlots = [
  memoryArray(0x1000, 6, 2),
  memoryArray(0x1001, 6, 2),
  ipmiDevice(1, 0x20),
  memoryDevice({
    size: 0x7fff,
    extendedSize: 32768,
    strings: [
      'P1-DIMMA1',
      'P0_Node0_Channel0_Dimm0',
      'Samsung',
      '03A1B2C3',
      'P1-DIMMA1_AssetTag',
      'M393A4K40EB3-CWE   ',
    ],
  }),
  memoryDevice({
    size: 0,
    widths: [0, 0],
    type: 2,
    speed: 0,
    configuredSpeed: 0,
    strings: ['P1-DIMMB1', 'P0_Node0_Channel1_Dimm0', 'NO DIMM', 'NO DIMM', 'NO DIMM', 'NO DIMM'],
  }),
  memoryDevice({
    array: 0x1001,
    size: 16384,
    strings: [
      'P2-DIMMA1',
      'P1_Node1_Channel0_Dimm0',
      'SK Hynix',
      '52D7E801',
      'P2-DIMMA1_AssetTag',
      'HMA82GR7DJR8N-XN',
    ],
  }),
  memoryDevice({
    array: 0x1001,
    size: 0xffff,
    widths: [0xffff, 64],
    type: 2,
    speed: 0,
    configuredSpeed: 0,
    strings: ['P2-DIMMB1', 'P1_Node1_Channel1_Dimm0', 'Unknown', '00000000', ' ', '\u0001\u0002'],
  }),
];

/** The package and one core of each processor, a drive, and the board's own chip with a fan that stands still. */
const coreTemp = (socket: number): MachineFiles =>
  chip({
    number: socket + 2,
    name: 'coretemp',
    device: `platform/coretemp.${socket}`,
    attributes: {
      temp1_input: '41000',
      temp1_label: `Package id ${socket}`,
      temp1_max: '84000',
      temp1_crit: '94000',
      temp1_crit_alarm: '0',
      temp2_input: '39000',
      temp2_label: 'Core 0',
      temp2_max: '84000',
      temp2_crit: '94000',
      temp2_crit_alarm: '0',
    },
  });
const sensors: MachineFiles = {
  ...coreTemp(1),
  ...coreTemp(0),
  ...chip({
    number: 0,
    name: 'nvme',
    device: nvme,
    attributes: {
      temp1_input: '38850',
      temp1_label: 'Composite',
      temp1_min: '-273150',
      temp1_max: '81850',
      temp1_crit: '84850',
      temp1_alarm: '0',
      temp2_input: '38850',
      temp2_label: 'Sensor 1',
      temp2_max: '65261850',
    },
  }),
  ...chip({
    number: 1,
    name: 'nct6799',
    device: 'platform/nct6775.2592',
    attributes: {
      in0_input: '1008',
      in0_label: 'Vcore',
      in0_min: '0',
      in0_max: '1744',
      in0_alarm: '0',
      fan1_input: '0',
      fan1_min: '600',
      fan1_alarm: '1',
      fan2_input: '1147',
      fan2_min: '600',
      fan2_alarm: '0',
      pwm1: '127',
      intrusion0_alarm: '0',
      temp7_input: '-128000',
      temp7_fault: '1',
    },
  }),
  ...chip({
    number: 5,
    name: 'power_meter',
    device: 'LNXSYSTM:00/LNXSYBUS:00/ACPI000D:00',
    attributes: { power1_average: '212000000', power1_alarm: '0' },
  }),
};

export const twoSockets: MachineRecord = {
  version: 1,
  description:
    'Two sockets, four NICs in all states, a wireless one, system on LVM on NVMe, and an identity that needs escaping.',
  commands: [
    ...answers,
    {
      run: ['ip', '-json', 'link', 'show'],
      status: 0,
      stdout: '[{"ifname":"enp129s0f1","address":"3c:ec:ef:00:00:99","permaddr":"3c:ec:ef:00:00:21"}]',
    },
  ],
  files: {
    ...host(
      'rack',
      '28 1 253:0 / / rw,relatime shared:1 - ext4 /dev/mapper/bezel-root rw\n29 28 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw\n',
    ),
    ...kvm,
    ...uefi([6, 0, 0, 0, 1]),
    ...tpm(0, '2', 'TPM 2.0 Device'),
    ...bmc(0, {
      ipmi_version: '2.0\n',
      firmware_revision: '1.74\n',
      manufacturer_id: '0x002a7c\n',
      product_id: '0x1b0f\n',
    }),
    ...sensors,
    ...buses,
    ...cpus(2, 2, 2, 'Intel(R) Xeon(R) Silver 4309Y CPU @ 2.80GHz', 'vmx ept', '0xd0003d1'),
    ...memory(
      65_782_000,
      [
        { totalKiB: 32_891_000, cpus: '0-1,4-5', distances: [10, 20], hugePages: { 2048: [512, 512] } },
        { totalKiB: 32_891_000, cpus: '2-3,6-7', distances: [20, 10], hugePages: { 2048: [512, 500] } },
      ],
      { 2048: [1024, 1012], 1048576: [0, 0] },
    ),
    ...nic({
      name: 'eno1',
      at: '0000:01:00.0',
      driver: 'igb',
      mac: '3c:ec:ef:00:00:10',
      speed: 1000,
      master: 'br-eno1',
      node: 0,
      label: 'LAN 1',
    }),
    ...nic({
      name: 'eno2',
      at: '0000:01:00.1',
      driver: 'igb',
      mac: '3c:ec:ef:00:00:11',
      node: 0,
      label: 'LAN 2',
    }),
    ...nic({
      name: 'enp129s0f0',
      at: '0000:81:00.0',
      driver: 'ixgbe',
      mac: '3C:EC:EF:00:00:20',
      speed: 10000,
      id: '8086:1563',
      node: 1,
    }),
    ...nic({
      name: 'enp129s0f1',
      at: '0000:81:00.1',
      driver: 'ixgbe',
      mac: '3c:ec:ef:00:00:99',
      assigned: 3,
      speed: 10000,
      id: '8086:1563',
      node: 1,
    }),
    ...nic({
      name: 'wlp3s0',
      at: '0000:03:00.0',
      driver: 'iwlwifi',
      mac: '3c:ec:ef:00:00:30',
      wireless: true,
      id: '8086:2723',
    }),
    ...virtualNic('br-eno1'),
    ...virtualNic('lo'),
    ...disk({
      name: 'nvme0n1',
      at: nvme,
      size: '1953525168\n',
      model: 'SAMSUNG MZVL2512HCJQ-00B00',
      serial: 'S675NX0T123456',
      firmware: 'GXA7801Q',
      wwid: 'eui.002538b111b0a1c2',
      partitions: ['nvme0n1p1', 'nvme0n1p2'],
    }),
    ...disk({
      name: 'sda',
      at: 'pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0',
      size: '7814037168\n',
      model: 'ST4000NM000A-2HZ',
      vpd: new Uint8Array([0, 0x80, 0, 8, ...Buffer.from('  WSD0A1')]),
      rotational: true,
      firmware: 'SN03',
      wwid: 'naa.5000c500a1b2c3d4',
    }),
    ...disk({
      name: 'sdb',
      at: 'pci0000:00/0000:00:14.0/usb2/2-3/2-3:1.0/host6/target6:0:0/6:0:0:0',
      size: '60088320\n',
      model: 'Ultra \u001b[31mFit',
      removable: true,
    }),
    '/sys/block/nvme0c0n1': linkTo(`/sys/devices/${nvme}/nvme0c0n1`),
    '/sys/block/dm-0': linkTo('/sys/devices/virtual/block/dm-0'),
    '/sys/block/loop0': linkTo('/sys/devices/virtual/block/loop0'),
    '/sys/devices/virtual/block/dm-0/slaves/nvme0n1p2': linkTo(
      `/sys/devices/${nvme}/block/nvme0n1/nvme0n1p2`,
    ),
    '/sys/dev/block/253:0': linkTo('/sys/devices/virtual/block/dm-0'),
    '/sys/dev/block/259:1': linkTo(`/sys/devices/${nvme}/block/nvme0n1/nvme0n1p1`),
    ...dmi(
      identityTable(
        {
          bios: ['American Megatrends Inc.', '1.8a', '08/15/2024'],
          system: [
            'ACME & Sons',
            'Box <9000>',
            ' ',
            Buffer.from('S\u00fcd-"42"', 'latin1'),
            'Boxen\u0007\u001b[2J',
            "O'SKU",
          ],
          uuid: [
            0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
          ],
          baseBoard: ['ACME & Sons', 'X12DPi', '1.02', 'UM21BS000123', 'To be filled by O.E.M.', 'Slot 1'],
          chassis: ['ACME & Sons', '0123456789', 'C815-1', 'Inv. № 7', 'Chassis SKU'],
          oem: ['Motherboard: A=1,B=2', 'Default string', '三号'],
        },
        memorySlots,
      ),
    ),
  },
};
