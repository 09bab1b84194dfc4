import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseCardAddress,
  parseConnectorStatus,
} from '../../../../../src/backend/inventory/pci/parse-drm.ts';
import {
  byPciAddress,
  isPciAddress,
  parsePciFunction,
} from '../../../../../src/backend/inventory/pci/parse-function.ts';
import { parsePciIds } from '../../../../../src/backend/inventory/pci/parse-pci-ids.ts';
import { pciUevent } from '../../../../support/machine/pci.ts';
import { pciIds } from '../../../../support/machine/pci-ids.ts';

const file = new TextEncoder().encode(String(pciIds['/usr/share/misc/pci.ids']));

describe('pci.ids', () => {
  const names = parsePciIds(file);
  it('names vendors, devices and classes', () => {
    expect(names.vendor('8086')).toBe('Intel Corporation');
    expect(names.device('8086', '1521')).toBe('I350 Gigabit Network Connection');
    expect(names.class('020000')).toBe('Ethernet controller');
  });
  it('names a device behind a comment, and one beyond ASCII', () => {
    expect(names.device('1af4', '1042')).toBe('Virtio 1.0 block device');
    expect(names.device('8086', '0d57')).toBe('Device Ä');
  });
  it('names a subclass that it does not know as the base class', () => {
    expect(names.class('027700')).toBe('Network controller');
    expect(names.class('ff0000')).toBe('Unassigned class');
    expect(names.class('990000')).toBeUndefined();
  });
  it("takes neither another vendor's device nor a subsystem for one", () => {
    expect(names.device('1af4', '1521')).toBeUndefined();
    expect(names.device('8086', '103c')).toBeUndefined();
    expect(names.device('8086', '0001')).toBeUndefined();
    expect(names.vendor('103c')).toBeUndefined();
    expect(names.device('ffff', '00')).toBeUndefined();
  });
  it('ends where the file ends', () => {
    const short = parsePciIds(new TextEncoder().encode('#\n8086  Intel\n\t1521  I350'));
    expect([short.vendor('8086'), short.device('8086', '1521')]).toEqual(['Intel', 'I350']);
  });
  it('names nothing where it is something else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (other) => {
        const none = parsePciIds(other);
        return none.vendor('8086') === undefined && none.device('8086', '1521') === undefined;
      }),
    );
  });
});

describe('a PCI function', () => {
  it('is told by its uevent', () => {
    expect(parsePciFunction(pciUevent('060000', '8086:0d57'))).toEqual({
      vendorId: '8086',
      deviceId: '0d57',
      classId: '060000',
    });
    expect(parsePciFunction(pciUevent('000100', '1AF4:1041', 'virtio-pci')).classId).toBe('000100');
    expect(parsePciFunction('DRIVER=igb\n')).toEqual({ driver: 'igb' });
  });
  it('tells nothing rather than something that is no number', () => {
    const texts = [
      '',
      'PCI_ID=8086\n',
      'PCI_ID=8086:1521:1\n',
      'PCI_ID=8086:zz\n',
      'PCI_ID=18086:1\n',
      'PCI_CLASS=\n',
    ];
    expect(texts.map(parsePciFunction)).toEqual(texts.map(() => ({})));
  });
  it('is ordered by domain, bus, device and function', () => {
    const inOrder = [
      '0000:00:02.0',
      '0000:00:1f.3',
      '0000:81:00.0',
      '0000:81:00.1',
      '2000:00:00.0',
      '10000:e1:00.0',
    ];
    expect([...inOrder].reverse().sort(byPciAddress)).toEqual(inOrder);
    expect(inOrder.every(isPciAddress)).toBe(true);
    expect(['', 'pci0000:00', '0000:00:02.8', '../0000:00:02.0'].some(isPciAddress)).toBe(false);
  });
});

describe('a graphics card', () => {
  it('is the PCI device that it hangs on, also through virtio', () => {
    expect(parseCardAddress('/sys/devices/pci0000:00/0000:00:02.0')).toBe('0000:00:02.0');
    expect(parseCardAddress('/sys/devices/pci0000:00/0000:00:01.0/virtio0')).toBe('0000:00:01.0');
  });
  it('is none of the PCI bus behind a USB port or on the board', () => {
    expect(parseCardAddress('/sys/devices/pci0000:00/0000:00:14.0/usb2/2-3/2-3:1.0')).toBeUndefined();
    expect(parseCardAddress('/sys/devices/platform/simple-framebuffer.0')).toBeUndefined();
  });
  it('does not know of every connector whether a monitor is there', () => {
    expect(['connected\n', 'disconnected\n', 'unknown\n', ''].map(parseConnectorStatus)).toEqual([
      'connected',
      'disconnected',
      undefined,
      undefined,
    ]);
  });
});
