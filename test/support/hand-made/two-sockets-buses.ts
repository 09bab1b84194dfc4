import type { RecordedCommand } from '../../../src/backend/host/record/model.ts';
import { drmCard } from '../machine/drm.ts';
import type { MachineFiles } from '../machine/entries.ts';
import { driveTable, opticalDrive } from '../machine/optical.ts';
import { pciDevice } from '../machine/pci.ts';
import { pciIds } from '../machine/pci-ids.ts';
import { usbDevice } from '../machine/usb.ts';

const hub = { type: '9/0/1', interfaces: [{ type: '9/0/0', driver: 'hub' }] };
const rootHub = (bus: number, product: string, speed: string, ports: number): MachineFiles =>
  usbDevice({
    path: `usb${bus}`,
    product,
    ...hub,
    speed,
    ports,
    strings: {
      manufacturer: 'Linux 6.12.48 xhci-hcd',
      product: 'xHCI Host Controller',
      serial: '0000:00:14.0',
    },
  });

/** The graphics of the board's management controller, a writer of DVDs with a disc, a keyboard behind a hub, and the stick that is sdb. */
export const buses: MachineFiles = {
  ...pciIds,
  ...pciDevice({
    at: '0000:00:14.0',
    classId: '0c0330',
    id: '8086:43ed',
    driver: 'xhci_hcd',
    group: 4,
    node: 0,
  }),
  ...pciDevice({ at: '0000:00:17.0', classId: '010601', id: '8086:43d2', driver: 'ahci', group: 5, node: 0 }),
  ...pciDevice({ at: '0000:02:00.0', classId: '030000', id: '1a03:2000', driver: 'ast', group: 17, node: 0 }),
  ...pciDevice({
    at: '0000:04:00.0',
    classId: '010802',
    id: '144d:a80a',
    driver: 'nvme',
    group: 20,
    node: 0,
  }),
  ...drmCard({
    name: 'card0',
    at: 'pci0000:00/0000:02:00.0',
    driver: 'ast',
    connectors: { 'VGA-1': 'connected' },
  }),
  ...opticalDrive({
    name: 'sr0',
    at: 'pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0',
    vendor: 'HL-DT-ST',
    model: 'DVDRAM GUD1N',
    firmware: 'LD00',
    udev: [
      ...['', '_CD', '_CD_R', '_CD_RW', '_DVD', '_DVD_R', '_DVD_RW', '_DVD_R_DL', '_DVD_RAM'],
      ...['_DVD_PLUS_R', '_DVD_PLUS_RW', '_DVD_PLUS_R_DL', '_MEDIA', '_MEDIA_CD'],
    ].map((property) => `ID_CDROM${property}`),
  }),
  ...driveTable({
    sr0: ['Can write CD-R', 'Can write CD-RW', 'Can read DVD', 'Can write DVD-R', 'Can write DVD-RAM'],
  }),
  ...rootHub(1, '1d6b/2/612', '480', 16),
  ...rootHub(2, '1d6b/3/612', '10000', 10),
  ...usbDevice({
    path: '1-7',
    product: '5e3/608/8537',
    ...hub,
    ports: 4,
    strings: { product: 'USB2.0 Hub' },
  }),
  ...usbDevice({
    path: '1-7.2',
    product: '46d/c31c/6402',
    speed: '1.5',
    interfaces: [
      { type: '3/1/1', driver: 'usbhid' },
      { type: '3/0/0', driver: 'usbhid' },
    ],
    strings: { manufacturer: 'Logitech', product: 'USB Keyboard' },
  }),
  ...usbDevice({
    path: '2-3',
    product: '781/5581/100',
    speed: '5000',
    interfaces: [{ type: '8/6/80', driver: 'usb-storage' }],
    strings: { manufacturer: 'SanDisk\u0007', product: 'Ultra \u001b[31mFit', serial: '4C530001' },
  }),
};

const ethtool = (name: string, driver: string, firmware: string): RecordedCommand => ({
  run: ['ethtool', '-i', name],
  status: 0,
  stdout: `driver: ${driver}\nversion: 6.12.48\nfirmware-version: ${firmware}\nexpansion-rom-version: \n`,
});
const smartctl = (name: string, status: number, answer: object): RecordedCommand => ({
  run: ['smartctl', '--json=c', '-n', 'standby', '-iHA', `/dev/${name}`],
  status,
  stdout: JSON.stringify({ json_format_version: [1, 0], smartctl: { exit_status: status }, ...answer }),
});

/** What programs say: a healthy system disk, a data disk that is failing, and a stick of which nothing is to be had. */
export const answers: RecordedCommand[] = [
  ethtool('eno1', 'igb', '1.63, 0x800009fa'),
  ethtool('eno2', 'igb', '1.63, 0x800009fa'),
  ethtool('enp129s0f0', 'ixgbe', '0x80000aee, 1.1824.0'),
  ethtool('enp129s0f1', 'ixgbe', '0x80000aee, 1.1824.0'),
  smartctl('nvme0n1', 0, {
    smart_status: { passed: true, nvme: { value: 0 } },
    nvme_smart_health_information_log: { percentage_used: 3, media_errors: 0 },
    temperature: { current: 39 },
    power_on_time: { hours: 8123 },
  }),
  smartctl('sda', 0x18, {
    smart_status: { passed: false },
    ata_smart_attributes: {
      table: [
        { id: 5, name: 'Reallocated_Sector_Ct', value: 1, raw: { value: 4120, string: '4120' } },
        { id: 197, name: 'Current_Pending_Sector', value: 98, raw: { value: 16, string: '16' } },
      ],
    },
    temperature: { current: 47 },
    power_on_time: { hours: 41_020 },
  }),
  smartctl('sdb', 1, {
    smartctl: {
      exit_status: 1,
      messages: [{ string: '/dev/sdb: Unknown USB bridge [0x0781:0x5581 (0x100)]', severity: 'error' }],
    },
  }),
];
