import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { linkTo, type MachineFiles } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic } from '../machine/nic.ts';
import { pciIds } from '../machine/pci-ids.ts';
import { memoryArray, memoryDevice } from '../machine/smbios-memory.ts';
import { identityTable } from '../machine/smbios-table.ts';

/** Processors of a node of 32 cores: one thread of each core comes after all cores of the machine, as the kernel counts. */
const nodeCpus = (node: number): string =>
  `${node * 32}-${node * 32 + 31},${128 + node * 32}-${128 + node * 32 + 31}`;
const distances = [
  [10, 12, 32, 32],
  [12, 10, 32, 32],
  [32, 32, 10, 12],
  [32, 32, 12, 10],
];
/** 512 GiB of each node, less what the kernel keeps. */
const nodeKiB = 528_400_000;

/** The first of its 64 NICs: sixteen cards of four ports, four cards at each node. */
export const largeNics = (count: number): MachineFiles =>
  Object.assign({}, ...Array.from({ length: count }, (_, index) => largeNic(index)));

function largeNic(index: number): MachineFiles {
  const [card, port] = [Math.floor(index / 4), index % 4];
  const bus = 0x21 + card;
  return nic({
    name: `enp${bus}s0f${port}`,
    at: `0000:${bus.toString(16)}:00.${port}`,
    driver: 'igb',
    mac: `3c:ec:ef:01:${card.toString(16).padStart(2, '0')}:0${port}`,
    node: Math.floor(card / 4),
    ...(index % 3 === 2 ? {} : { speed: 1000 }),
  });
}

const modules = Array.from({ length: 32 }, (_, index) => {
  const slot = `P${index < 16 ? 0 : 1} CHANNEL ${String.fromCharCode(65 + (index % 16))}`;
  const strings = [
    slot,
    'BANK 0',
    'Samsung',
    `80CE01234${index.toString(16).padStart(3, '0').toUpperCase()}`,
  ];
  return memoryDevice({
    size: 0x7fff,
    extendedSize: 65_536,
    widths: [80, 64],
    type: 0x22,
    speed: 4800,
    configuredSpeed: 4800,
    strings: [...strings, `A${index}`, 'M321R8GA0BB0-CQKZJ'],
  });
});

const nvme = 'pci0000:00/0000:e1:00.0/nvme/nvme0';

/** All of it but the NICs. */
export const largeBox: MachineFiles = {
  ...host('large', '28 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw\n'),
  ...kvm,
  ...pciIds,
  ...cpus(2, 64, 2, 'AMD EPYC 9554 64-Core Processor', 'svm npt', '0xa101144'),
  ...memory(
    4 * nodeKiB,
    distances.map((row, node) => ({
      totalKiB: nodeKiB,
      cpus: nodeCpus(node),
      distances: row,
      hugePages: { 2048: [0, 0], 1048576: [node < 2 ? 16 : 0, node < 2 ? 16 : 0] },
    })),
    { 2048: [0, 0], 1048576: [32, 32] },
  ),
  ...disk({
    name: 'nvme0n1',
    at: nvme,
    size: '3750748848\n',
    model: 'Micron_7450_MTFDKBG1T9TFR',
    serial: '2233398A1B2C',
    firmware: 'E2MU200',
    wwid: 'eui.000000000000000100a0752339a1b2c3',
    partitions: ['nvme0n1p1', 'nvme0n1p2'],
  }),
  '/sys/dev/block/259:2': linkTo(`/sys/devices/${nvme}/block/nvme0n1/nvme0n1p2`),
  ...dmi(
    identityTable(
      {
        bios: ['American Megatrends International, LLC.', '2.1', '03/28/2024'],
        system: [
          'Supermicro',
          'AS -2125HS-TNR',
          '0123456789',
          'S512345X4B01234',
          'Family',
          'To be filled by O.E.M.',
        ],
        uuid: [0, 0x2b, 0x13, 0x8a, 0x5f, 0x1c, 0xee, 0x11, 0x80, 0, 0x3c, 0xec, 0xef, 0x12, 0x34, 0x56],
        baseBoard: [
          'Supermicro',
          'H13DSH',
          '1.01',
          'UM234S012345',
          'To be filled by O.E.M.',
          'Part Component',
        ],
        chassis: ['Supermicro', '0123456789', 'C219LAN45X0123', 'To be filled by O.E.M.'],
      },
      [memoryArray(0x1000, 6, 32), ...modules],
    ),
    3,
    5,
  ),
};

export const large: MachineRecord = {
  version: 1,
  description:
    'Two sockets, 256 processors, 2 TiB in 32 modules, four NUMA nodes with distances, 64 NICs on sixteen cards.',
  commands: [],
  files: { ...largeBox, ...largeNics(64) },
};
