import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byUsbPath,
  isUsbDevice,
  parseUsbFunction,
  parseUsbSpeed,
  toInterfacePrefix,
  toParent,
} from '../../../../../src/backend/inventory/usb/parse-usb.ts';
import { readUsb } from '../../../../../src/backend/inventory/usb/read-usb.ts';
import { factValue, known } from '../../../../../src/contract/index.ts';
import { unreadable } from '../../../../support/machine/entries.ts';
import { machineOf } from '../../../../support/machine/files.ts';
import { usbDevice } from '../../../../support/machine/usb.ts';

const hub = { type: '9/0/1', interfaces: [{ type: '9/0/0', driver: 'hub' }] };
const rootHub = (bus: number, ports: number) =>
  usbDevice({
    path: `usb${bus}`,
    product: '1d6b/2/602',
    ...hub,
    ports,
    strings: { product: 'xHCI Host Controller' },
  });

describe('the path of a USB device', () => {
  it('tells the hub that it is plugged into', () => {
    expect(['usb1', '1-4', '1-4.2', '10-1.2.3'].map(toParent)).toEqual([undefined, 'usb1', '1-4', '10-1.2']);
  });
  it('is none of an interface, and of nothing else', () => {
    const names = ['usb1', '1-4', '1-4.12', '1-0:1.0', '1-4:1.0', 'usb', '1-', 'ep_00', ''];
    expect(names.filter(isUsbDevice)).toEqual(['usb1', '1-4', '1-4.12']);
    expect(['usb1', '1-4.2'].map(toInterfacePrefix)).toEqual(['1-0:', '1-4.2:']);
  });
  it('comes in the order of the tree, whatever the order was', () => {
    const tree = ['usb1', '1-1', '1-1.1', '1-1.2', '1-1.10', '1-2', '1-10', 'usb2', '2-1', 'usb10', '10-1'];
    fc.assert(
      fc.property(fc.shuffledSubarray(tree), (some) => {
        expect([...some].sort(byUsbPath)).toEqual(tree.filter((path) => some.includes(path)));
      }),
    );
  });
});

describe('what the kernel says of a USB device', () => {
  it('is in the uevents of the device and of its interfaces', () => {
    expect(parseUsbFunction('DRIVER=usb\nPRODUCT=46d/c31c/4920\nTYPE=0/0/0\n')).toEqual({
      vendorId: '046d',
      productId: 'c31c',
    });
    expect(parseUsbFunction('DRIVER=usbhid\nPRODUCT=46d/c31c/4920\nTYPE=0/0/0\nINTERFACE=255/1/1\n')).toEqual(
      {
        vendorId: '046d',
        productId: 'c31c',
        classId: 'ff',
        driver: 'usbhid',
      },
    );
  });
  it('is nothing where it makes no sense', () => {
    expect(['', 'PRODUCT=46d\nTYPE=900/0/0', 'PRODUCT=x/y/z\nTYPE=-1'].map(parseUsbFunction)).toEqual([
      {},
      {},
      {},
    ]);
    expect(['1.5\n', '480', '20000', 'unknown', ''].map(parseUsbSpeed)).toEqual([
      1.5,
      480,
      20000,
      undefined,
      undefined,
    ]);
  });
});

describe('the USB tree', () => {
  it('has hubs with ports, and what is plugged into them', async () => {
    const files = machineOf(
      rootHub(2, 4),
      rootHub(1, 12),
      usbDevice({
        path: '1-10',
        product: '46d/c31c/4920',
        interfaces: [
          { type: '3/1/1', driver: 'usbhid' },
          { type: '3/0/0', driver: 'usbhid' },
        ],
        speed: '1.5',
      }),
      usbDevice({
        path: '1-2',
        product: '5e3/610/9226',
        ...hub,
        ports: 4,
        strings: { product: 'USB2.1 Hub' },
      }),
      usbDevice({
        path: '1-2.4',
        product: '781/5581/100',
        interfaces: [{ type: '8/6/80', driver: 'usb-storage' }, { type: '255/0/0' }],
        strings: { manufacturer: 'SanDisk', product: 'Ultra', serial: '4C53' },
      }),
    );
    const { devices, problems } = await readUsb(files);
    expect(problems).toEqual([]);
    expect(devices.map(({ path, parent, ports }) => [path, parent, factValue(ports)])).toEqual([
      ['usb1', undefined, 12],
      ['1-2', 'usb1', 4],
      ['1-2.4', '1-2', 0],
      ['1-10', 'usb1', 0],
      ['usb2', undefined, 4],
    ]);
    expect(devices[2]).toEqual({
      path: '1-2.4',
      parent: '1-2',
      vendorId: known('0781'),
      productId: known('5581'),
      manufacturer: known('SanDisk'),
      product: known('Ultra'),
      serial: known('4C53'),
      speedMbps: known(480),
      classes: ['08', 'ff'],
      drivers: ['usb-storage'],
      ports: known(0),
      problems: [],
    });
    expect(devices[3]).toMatchObject({ classes: ['03'], drivers: ['usbhid'], speedMbps: known(1.5) });
    expect(devices[0]).toMatchObject({ classes: ['09'], drivers: ['hub'] });
  });

  it('has rows for what lies about itself and for what cannot be read', async () => {
    const files = machineOf(
      rootHub(1, 2),
      usbDevice({
        path: '1-1',
        product: 'dead/beef/1',
        strings: {
          manufacturer: '\u001b[2J\u0007',
          product: `\u202eevil\u001b]0;x\u0007${'A'.repeat(10_000)}`,
        },
      }),
      usbDevice({ path: '1-2', product: '1/2/3' }),
      { '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/uevent': unreadable('EIO') },
    );
    const { devices } = await readUsb(files);
    const [, hostile, dead] = devices;
    expect(hostile?.manufacturer.state).toBe('unknown');
    expect(factValue(hostile?.product ?? known(''))).toBe(`evil${'A'.repeat(252)}`);
    expect(hostile?.problems).toEqual([]);
    expect(dead?.problems.map(({ code }) => code)).toEqual(['inventory.usb-device-unreadable']);
    expect(devices[0]?.problems).toEqual([]);
  });

  it('is empty on a machine without USB', async () => {
    expect(await readUsb(machineOf({}))).toEqual({ devices: [], problems: [] });
  });
});
