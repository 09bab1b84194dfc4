import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { tpm, uefi } from '../machine/board.ts';
import { cpus } from '../machine/cpus.ts';
import { disk } from '../machine/disk.ts';
import { drmCard } from '../machine/drm.ts';
import { linkTo, type MachineFiles, unreadable } from '../machine/entries.ts';
import { dmi, host, kvm } from '../machine/host.ts';
import { memory } from '../machine/memory.ts';
import { nic } from '../machine/nic.ts';
import { driveTable, opticalDrive } from '../machine/optical.ts';
import { pciDevice } from '../machine/pci.ts';
import { chip } from '../machine/sensors.ts';
import { memoryArray, memoryDevice } from '../machine/smbios-memory.ts';
import { identityTable } from '../machine/smbios-table.ts';
import { usbDevice } from '../machine/usb.ts';

const nvme = 'pci0000:00/0000:02:00.0/nvme/nvme0';
const burner = 'pci0000:00/0000:00:17.0/ata5/host4/target4:0:0/4:0:0:0';

const hub = '9/0/1';
const usb: MachineFiles[] = [
  usbDevice({
    path: 'usb1',
    product: '1d6b/2/612',
    type: hub,
    ports: 16,
    strings: {
      manufacturer: 'Linux 6.12.48 xhci-hcd',
      product: 'xHCI Host Controller',
      serial: '0000:00:14.0',
    },
  }),
  usbDevice({
    path: 'usb2',
    product: '1d6b/3/612',
    type: '9/0/3',
    ports: 8,
    speed: '10000',
    strings: { product: 'xHCI Host Controller', serial: '0000:00:14.0' },
  }),
  usbDevice({
    path: '1-3',
    product: '5e3/608/6070',
    type: hub,
    ports: 4,
    interfaces: [{ type: '9/0/0', driver: 'hub' }],
    strings: { product: 'USB2.0 Hub' },
  }),
  usbDevice({
    path: '1-3.1',
    product: '46d/c31c/6402',
    interfaces: [
      { type: '3/1/1', driver: 'usbhid' },
      { type: '3/0/0', driver: 'usbhid' },
    ],
    strings: { manufacturer: 'Logitech', product: 'USB Keyboard' },
    speed: '1.5',
  }),
  usbDevice({
    path: '1-3.4',
    product: '5e3/608/8536',
    type: hub,
    ports: 4,
    interfaces: [{ type: '9/0/0', driver: 'hub' }],
    strings: { product: 'USB2.0 Hub' },
  }),
  usbDevice({
    path: '1-3.4.2',
    product: '781/5581/100',
    interfaces: [{ type: '8/6/80', driver: 'usb-storage' }],
    strings: { manufacturer: 'SanDisk', product: ' Ultra\u001b[2J', serial: '4C530001230815116284' },
  }),
  usbDevice({
    path: '2-4',
    product: '557/2022/10',
    type: '255/0/0',
    interfaces: [{ type: '255/0/0' }],
    strings: { product: '\u0000\u0000' },
    speed: '5000',
  }),
];

export const desktop: MachineRecord = {
  version: 1,
  description:
    'A desktop: UEFI with Secure Boot, TPM 2.0, two kinds of cores, optical burner, hubs behind hubs, sensors, a graphics card that no driver has taken.',
  commands: [
    {
      run: ['ethtool', '-i', 'eno1'],
      status: 0,
      stdout: 'driver: e1000e\nfirmware-version: 2.3-4\nbus-info: 0000:00:1f.6\n',
    },
    {
      run: ['smartctl', '--json=c', '-n', 'standby', '-iHA', '/dev/nvme0n1'],
      status: 0,
      stdout:
        '{"smartctl":{"exit_status":0},"serial_number":"S6S2NS0T834123B","smart_status":{"passed":true},"temperature":{"current":37},"power_on_time":{"hours":1204},"nvme_smart_health_information_log":{"percentage_used":3,"media_errors":0}}',
    },
  ],
  files: {
    ...host(
      'desktop',
      '27 1 259:2 / / rw - btrfs /dev/nvme0n1p2 rw\n28 27 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw\n',
    ),
    ...kvm,
    ...uefi([6, 0, 0, 0, 1]),
    ...tpm(0, '2', 'TPM 2.0 Device'),
    ...cpus(1, 8, 2, '12th Gen Intel(R) Core(TM) i7-12700', 'vmx ept', '0x37'),
    // Four more cores, with one thread each.
    ...Object.assign(
      {},
      ...[16, 17, 18, 19].map(
        (cpu): MachineFiles => ({
          [`/sys/devices/system/cpu/cpu${cpu}/topology/physical_package_id`]: '0\n',
          [`/sys/devices/system/cpu/cpu${cpu}/topology/core_id`]: `${cpu + 20}\n`,
        }),
      ),
    ),
    '/sys/devices/system/cpu/online': '0-19\n',
    ...memory(32_600_000, [{ totalKiB: 32_600_000, cpus: '0-19', distances: [10] }]),
    ...pciDevice({ at: '0000:00:02.0', classId: '030000', id: '8086:4680', driver: 'i915', group: 0 }),
    ...pciDevice({ at: '0000:01:00.0', classId: '030000', id: '10de:2504', group: 1 }),
    ...pciDevice({
      at: '0000:01:00.1',
      classId: '040300',
      id: '10de:228e',
      driver: 'snd_hda_intel',
      group: 1,
    }),
    ...pciDevice({ at: '0000:00:14.0', classId: '0c0330', id: '8086:7ae0', driver: 'xhci_hcd', group: 2 }),
    ...drmCard({
      name: 'card0',
      at: 'pci0000:00/0000:00:02.0',
      driver: 'i915',
      connectors: { 'DP-1': 'connected', 'HDMI-A-1': 'disconnected', 'eDP-1': undefined },
    }),
    ...nic({
      name: 'eno1',
      at: '0000:00:1f.6',
      driver: 'e1000e',
      mac: 'a8:a1:59:00:00:01',
      speed: 1000,
      id: '8086:1a1c',
      label: 'Onboard LAN',
    }),
    ...nic({
      name: 'wlp0s20f3',
      at: '0000:00:14.3',
      driver: 'iwlwifi',
      mac: 'a8:a1:59:00:00:02',
      wireless: true,
      id: '8086:7af0',
    }),
    ...disk({
      name: 'nvme0n1',
      at: nvme,
      size: '1953525168\n',
      model: 'Samsung SSD 980 PRO 1TB',
      serial: 'S6S2NS0T834123B     ',
      firmware: '5B2QGXA7',
      wwid: 'eui.002538b821b5d1f2',
      partitions: ['nvme0n1p1', 'nvme0n1p2'],
    }),
    '/sys/dev/block/259:1': linkTo(`/sys/devices/${nvme}/block/nvme0n1/nvme0n1p1`),
    '/sys/dev/block/259:2': linkTo(`/sys/devices/${nvme}/block/nvme0n1/nvme0n1p2`),
    ...disk({
      name: 'sda',
      at: 'pci0000:00/0000:00:14.0/usb1/1-3/1-3.4/1-3.4.2/1-3.4.2:1.0/host6/target6:0:0/6:0:0:0',
      size: '0\n',
      model: 'Ultra',
      removable: true,
    }),
    ...opticalDrive({
      name: 'sr0',
      at: burner,
      vendor: 'HL-DT-ST',
      model: 'BD-RE BH16NS55',
      firmware: '1.04',
      udev: [
        'ID_CDROM',
        'ID_CDROM_CD_R',
        'ID_CDROM_CD_RW',
        'ID_CDROM_DVD_R',
        'ID_CDROM_DVD_RAM',
        'ID_CDROM_BD',
        'ID_CDROM_BD_R',
        'ID_CDROM_BD_RE',
      ],
    }),
    ...driveTable({
      sr0: [
        'Can close tray',
        'Can write CD-R',
        'Can write CD-RW',
        'Can read DVD',
        'Can write DVD-R',
        'Can write DVD-RAM',
      ],
    }),
    ...Object.assign({}, ...usb),
    ...chip({
      number: 0,
      name: 'coretemp',
      device: 'platform/coretemp.0',
      attributes: {
        temp1_input: '47000',
        temp1_label: 'Package id 0',
        temp1_max: '80000',
        temp1_crit: '100000',
        temp1_crit_alarm: '0',
      },
    }),
    ...chip({
      number: 1,
      name: 'nct6798',
      device: 'platform/nct6775.656',
      attributes: {
        fan1_input: '0',
        fan2_input: '1180',
        fan2_min: '300',
        fan2_alarm: '0',
        in0_input: '1056',
        in0_alarm: '1',
        temp2_input: unreadable('EIO'),
        temp2_label: 'CPUTIN',
      },
    }),
    ...dmi(
      identityTable(
        {
          bios: ['American Megatrends International, LLC.', '13.02', '09/29/2022'],
          system: [
            'ASRock',
            'B660M Pro RS',
            'Default string',
            'Default string',
            'Default string',
            'Default string',
          ],
          uuid: [0x10, 0xa1, 0xa8, 0x28, 0x59, 0x00, 0xbe, 0x46, 0xb1, 0x3d, 0xa8, 0xa1, 0x59, 0, 0, 1],
          baseBoard: ['ASRock', 'B660M Pro RS', ' ', 'M80-F7004900123', ' ', ' '],
          chassis: ['Default string', 'Default string', 'Default string', 'Desk 12'],
        },
        [
          memoryArray(0x1000, 3, 2),
          memoryDevice({
            size: 16_384,
            widths: [64, 64],
            strings: ['DIMM 0', 'BANK 0', 'Kingston', 'E1234567', 'Asset', 'KF3200C16D4/16GX'],
          }),
          memoryDevice({ size: 0, strings: ['DIMM 1', 'BANK 1'] }),
        ],
      ),
    ),
  },
};
