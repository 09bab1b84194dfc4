import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexHardware, searchHardware } from '../../../../src/client/hardware/search.ts';
import { describeHardware } from '../../../../src/client/hardware/sections.ts';
import { largeInventory } from '../../../support/large-inventory.ts';
import { sample } from '../../../support/samples.ts';

const index = indexHardware(describeHardware(sample.inventory()));
const found = (query: string) => searchHardware(index, query).map(({ section }) => section);

describe('the hardware', () => {
  test.each([
    ['enp2s0', 'nics'],
    ['SN 0001', 'disks'],
    ['sn-"42"', 'smbios'],
    ['eui.0025385b91b13a42', 'disks'],
    ['M393A2K43DB3', 'memory'],
    ['usbhid', 'usb'],
    ['046d:c31c', 'usb'],
    ['duplex cannot be read', 'nics'],
    ['coretemp', 'sensors'],
    ['aes', 'cpu'],
  ])('is found by %s', (query, section) => {
    expect(found(query)).toContain(section);
  });

  test('is found in all sections, in the order in which they are shown', () => {
    expect(found('0000:00:02.0')).toEqual(['pci', 'gpus']);
  });

  test.each(['52:54:00:12:34:57', '52-54-00-12-34-57', '525400123457', '5254.0012.3457', '12:34:57'])(
    'is found by its address, however that is separated: %s',
    (query) => {
      expect(searchHardware(index, query)).toEqual([{ section: 'nics', block: 0, item: 1 }]);
    },
  );

  test('has to have every word', () => {
    expect(found('intel ethernet')).toEqual(['pci']);
    expect(found('intel nothing')).toEqual([]);
  });

  test('is not found by nothing, nor by what is no text', () => {
    for (const query of ['', '   ', '\u001b[2J', '\u0000']) expect(found(query)).toEqual([]);
  });

  test('takes any query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (query) => {
        expect(searchHardware(index, query).length).toBeLessThanOrEqual(index.length);
      }),
    );
  });

  test('can be large', () => {
    const large = indexHardware(describeHardware(largeInventory()));
    expect(searchHardware(large, '52:54:00:00:00:3f')).toEqual([{ section: 'nics', block: 0, item: 63 }]);
  });
});
