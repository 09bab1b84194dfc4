import { join } from 'node:path';
import {
  cpus,
  disk,
  type MachineTree,
  memory,
  nic,
  unreadable,
  virtualNic,
  writeMachine,
} from './machine-tree.ts';
import { buildEntryPoint, identityTable } from './smbios-table.ts';

/**
 * Writes the hand-made machines of test/fixtures/machines anew: node test/support/make-machines.ts
 * Those that were recorded (virtual-no-smbios) are left alone.
 */
const root = join(import.meta.dirname, '..', 'fixtures', 'machines');

const dmi = (table: Uint8Array, major = 3, minor = 2): MachineTree => ({
  '/sys/firmware/dmi/tables/DMI': table,
  '/sys/firmware/dmi/tables/smbios_entry_point': buildEntryPoint(major, minor),
});
const host = (name: string, mountinfo: string): MachineTree => ({
  '/proc/sys/kernel/hostname': `${name}\n`,
  '/proc/sys/kernel/osrelease': '6.12.48+deb13-amd64\n',
  '/proc/self/mountinfo': mountinfo,
});
const kvm: MachineTree = { '/dev/kvm': '' };

/** Two sockets, four NICs in all states, a wireless one, system on LVM on NVMe, and an identity that needs escaping. */
const nvme = 'pci0000:00/0000:04:00.0/nvme/nvme0';
await writeMachine(join(root, 'two-sockets'), {
  ...host(
    'rack',
    '28 1 253:0 / / rw,relatime shared:1 - ext4 /dev/mapper/bezel-root rw\n29 28 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw\n',
  ),
  ...kvm,
  ...cpus(2, 2, 2, 'Intel(R) Xeon(R) Silver 4309Y CPU @ 2.80GHz', 'vmx ept'),
  ...memory(65_782_000, [
    { totalKiB: 32_891_000, cpus: '0-1,4-5' },
    { totalKiB: 32_891_000, cpus: '2-3,6-7' },
  ]),
  ...nic({
    name: 'eno1',
    at: '0000:01:00.0',
    driver: 'igb',
    mac: '3c:ec:ef:00:00:10',
    speed: 1000,
    master: 'br-eno1',
  }),
  ...nic({ name: 'eno2', at: '0000:01:00.1', driver: 'igb', mac: '3c:ec:ef:00:00:11' }),
  ...nic({ name: 'enp129s0f0', at: '0000:81:00.0', driver: 'ixgbe', mac: '3C:EC:EF:00:00:20', speed: 10000 }),
  ...nic({
    name: 'enp129s0f1',
    at: '0000:81:00.1',
    driver: 'ixgbe',
    mac: '3c:ec:ef:00:00:99',
    assigned: 3,
    speed: 10000,
  }),
  ...nic({ name: 'wlp3s0', at: '0000:03:00.0', driver: 'iwlwifi', mac: '3c:ec:ef:00:00:30', wireless: true }),
  ...virtualNic('br-eno1'),
  ...virtualNic('lo'),
  ...disk({
    name: 'nvme0n1',
    at: nvme,
    size: '1953525168\n',
    model: 'SAMSUNG MZVL2512HCJQ-00B00',
    serial: 'S675NX0T123456',
    partitions: ['nvme0n1p1', 'nvme0n1p2'],
  }),
  ...disk({
    name: 'sda',
    at: 'pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0',
    size: '7814037168\n',
    model: 'ST4000NM000A-2HZ',
    vpd: new Uint8Array([0, 0x80, 0, 8, ...Buffer.from('  WSD0A1')]),
    rotational: true,
  }),
  ...disk({
    name: 'sdb',
    at: 'pci0000:00/0000:00:14.0/usb2/2-3/2-3:1.0/host6/target6:0:0/6:0:0:0',
    size: '60088320\n',
    model: 'Ultra \u001b[31mFit',
    removable: true,
  }),
  '/sys/block/nvme0c0n1': { link: `/sys/devices/${nvme}/nvme0c0n1` },
  '/sys/block/sr0': { link: '/sys/devices/pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0/block/sr0' },
  '/sys/block/dm-0': { link: '/sys/devices/virtual/block/dm-0' },
  '/sys/block/loop0': { link: '/sys/devices/virtual/block/loop0' },
  '/sys/devices/virtual/block/dm-0/slaves/nvme0n1p2': {
    link: `/sys/devices/${nvme}/block/nvme0n1/nvme0n1p2`,
  },
  '/sys/dev/block/253:0': { link: '/sys/devices/virtual/block/dm-0' },
  '/sys/dev/block/259:1': { link: `/sys/devices/${nvme}/block/nvme0n1/nvme0n1p1` },
  ...dmi(
    identityTable({
      bios: ['American Megatrends Inc.', '1.8a', '08/15/2024'],
      system: [
        'ACME & Sons',
        'Box <9000>',
        ' ',
        Buffer.from('S\u00fcd-"42"', 'latin1'),
        'Boxen\u0007\u001b[2J',
        "O'SKU",
      ],
      uuid: [0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff],
      baseBoard: ['ACME & Sons', 'X12DPi', '1.02', 'UM21BS000123', 'To be filled by O.E.M.', 'Slot 1'],
      chassis: ['ACME & Sons', '0123456789', 'C815-1', 'Inv. № 7', 'Chassis SKU'],
      oem: ['Motherboard: A=1,B=2', 'Default string', '三号'],
    }),
  ),
});

/** The usual small box: one socket, two virtio NICs, identity as QEMU gives it to the emulated box. */
await writeMachine(join(root, 'small'), {
  ...host('box', '27 1 254:2 / / rw,relatime - ext4 /dev/vda2 rw\n'),
  ...kvm,
  ...cpus(1, 2, 1, 'QEMU TCG CPU version 2.5+', 'svm npt'),
  ...memory(4_022_000, [{ totalKiB: 4_022_000, cpus: '0-1' }]),
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
  '/sys/dev/block/254:2': { link: '/sys/devices/pci0000:00/0000:00:04.0/virtio2/block/vda/vda2' },
  ...dmi(
    identityTable({
      bios: ['SeaBIOS', '1.16.2', '04/01/2014'],
      system: ['ACME', 'Box 100', '1.0', 'SN-0001', 'family', 'sku'],
      baseBoard: ['ACME', 'Board', '2', 'B-1'],
      chassis: ['ACME', '3', 'C-1', 'asset-7'],
    }),
  ),
});

/** No KVM, no NIC, 1 GiB, and a firmware that the kernel tells about in attributes only, most of them never filled in. */
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
await writeMachine(join(root, 'bare'), {
  ...host('bare', '27 1 8:1 / / rw - ext4 /dev/sda1 rw\n'),
  ...cpus(1, 1, 1, 'Intel(R) Atom(TM) CPU  D525', ''),
  ...memory(1_000_000, []),
  ...virtualNic('lo'),
  ...disk({
    name: 'sda',
    at: 'pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0',
    size: '62533296\n',
    partitions: ['sda1'],
  }),
  '/sys/dev/block/8:1': {
    link: '/sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda1',
  },
  ...Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`/sys/class/dmi/id/${name}`, `${value}\n`]),
  ),
});

/** Much of it can't be read: a NIC without driver and address, a NIC on the bus that is none of the kernel's, a dead disk, a cut table. */
await writeMachine(join(root, 'broken'), {
  ...host('broken', 'nonsense\n'),
  ...kvm,
  '/sys/devices/system/cpu/online': '0-1\n',
  '/proc/cpuinfo': unreadable,
  ...memory(8_000_000, []),
  '/sys/devices/system/node/node0/cpulist': '0-1\n',
  ...nic({ name: 'eth0', at: '0000:02:00.0', driver: 'e1000e', mac: '00:1b:21:00:00:01', speed: 1000 }),
  ...nic({ name: 'eth1', at: '0000:03:00.0' }),
  '/sys/bus/pci/devices/0000:05:00.0': { link: '/sys/devices/pci0000:00/0000:05:00.0' },
  '/sys/devices/pci0000:00/0000:05:00.0/class': '0x028000\n',
  '/sys/devices/pci0000:00/0000:05:00.0/vendor': '0x8086\n',
  '/sys/devices/pci0000:00/0000:05:00.0/device': '0x15f3\n',
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
  '/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/vpd_pg80': unreadable,
  ...dmi(identityTable({ bios: ['Cut', 'v1'], system: ['Maker', 'Model', '1', 'SER'] }).slice(0, 100), 2, 4),
});
