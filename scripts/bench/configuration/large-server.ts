import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { largeBox, largeNics } from '../../../test/support/hand-made/large.ts';
import { disk } from '../../../test/support/machine/disk.ts';
import type { MachineFiles } from '../../../test/support/machine/entries.ts';
import { pciDevice } from '../../../test/support/machine/pci.ts';
import { chip } from '../../../test/support/machine/sensors.ts';
import { usbDevice } from '../../../test/support/machine/usb.ts';
import { cpuinfo, pciIds } from './long-files.ts';

/** Functions on the bus besides NICs and NVMe disks: bridges and what is in the processors. */
const plainFunctions = 225;

/**
 * A server with this many of its 64 NICs, as large as they come: 256 processors in two sockets and four NUMA nodes, 32 memory modules, 24 disks
 * (twelve of them NVMe), 300 PCI functions when it has all NICs, two hubs behind each other with what is plugged into them, 64 sensors.
 */
export const largeServer = (nics: number): MachineRecord => ({
  version: 1,
  commands: [],
  files: {
    ...largeBox,
    '/proc/cpuinfo': cpuinfo(2, 64, 2),
    '/usr/share/misc/pci.ids': pciIds(),
    ...many(plainFunctions, plainFunction),
    ...many(11, (index) => nvmeDisk(index + 1)),
    ...many(12, sasDisk),
    ...usb,
    ...many(4, sensorChip),
    ...largeNics(nics),
  },
});

const many = (count: number, make: (index: number) => MachineFiles): MachineFiles =>
  Object.assign({}, ...Array.from({ length: count }, (_, index) => make(index)));

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

const plainFunction = (index: number): MachineFiles =>
  pciDevice({
    at: `0000:${hex(Math.floor(index / 64) * 0x40, 2)}:${hex(1 + (Math.floor(index / 8) % 8), 2)}.${index % 8}`,
    classId: index % 2 === 0 ? '060000' : '060400',
    id: `1022:${hex(0x1480 + (index % 40), 4)}`,
    ...(index % 2 === 0 ? {} : { driver: 'pcieport' }),
    group: index,
    node: Math.floor(index / 64),
  });

function nvmeDisk(index: number): MachineFiles {
  const address = `0000:${hex(0xe1 + index, 2)}:00.0`;
  return {
    ...pciDevice({
      at: address,
      classId: '010802',
      id: '144d:a80a',
      driver: 'nvme',
      group: 220 + index,
      node: 3,
    }),
    ...disk({
      name: `nvme${index}n1`,
      at: `pci0000:00/${address}/nvme/nvme${index}`,
      size: '3750748848\n',
      model: 'Micron_7450_MTFDKBG1T9TFR',
      serial: `2233398A1B${hex(index, 2)}`,
      firmware: 'E2MU200',
      wwid: `eui.000000000000000100a0752339a1b2${hex(index, 2)}`,
    }),
  };
}

const sasDisk = (index: number): MachineFiles =>
  disk({
    name: `sd${String.fromCharCode(97 + index)}`,
    at: `pci0000:00/0000:a1:00.0/host0/port-0:${index}/end_device-0:${index}/target0:0:${index}/0:0:${index}:0`,
    size: '7814037168\n',
    model: 'ST4000NM000A-2HZ',
    vpd: new Uint8Array([0, 0x80, 0, 8, ...Buffer.from(`  WSD0${hex(index, 2)}`)]),
    rotational: true,
    firmware: 'SN03',
    wwid: `naa.5000c500a1b2c3${hex(index, 2)}`,
  });

const hub = { type: '9/0/1', interfaces: [{ type: '9/0/0', driver: 'hub' }] };
const usb: MachineFiles = Object.assign(
  {},
  ...[1, 2, 3, 4].map((bus) => usbDevice({ path: `usb${bus}`, product: '1d6b/2/612', ...hub, ports: 8 })),
  usbDevice({ path: '1-1', product: '5e3/608/8537', ...hub, ports: 4, strings: { product: 'USB2.0 Hub' } }),
  usbDevice({ path: '1-1.1', product: '5e3/608/8537', ...hub, ports: 4, strings: { product: 'USB2.0 Hub' } }),
  ...[1, 2, 3, 4].map((port) =>
    usbDevice({
      path: `1-1.1.${port}`,
      product: '46d/c31c/6402',
      interfaces: [{ type: '3/1/1', driver: 'usbhid' }],
      strings: { manufacturer: 'Logitech', product: 'USB Keyboard' },
    }),
  ),
);

const sensorChip = (number: number): MachineFiles =>
  chip({
    number,
    name: `board${number}`,
    device: `platform/board.${number}`,
    attributes: many(16, (index) => ({
      [`temp${index + 1}_input`]: `${31_000 + index * 500}`,
      [`temp${index + 1}_label`]: `Zone ${index}`,
      [`temp${index + 1}_max`]: '84000',
      [`temp${index + 1}_crit`]: '94000',
      [`temp${index + 1}_crit_alarm`]: '0',
    })),
  });
