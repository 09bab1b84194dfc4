import { expect, test } from 'vitest';
import { toUsbMake } from '../../../src/contract/index.ts';

test.each([
  ['SanDisk', 'Ultra', 'SanDisk Ultra'],
  ['QEMU', 'QEMU USB CCID', 'QEMU USB CCID'],
  ['logitech', 'Logitech USB Keyboard', 'Logitech USB Keyboard'],
  ['FTDI', undefined, 'FTDI'],
  [undefined, 'UDisk', 'UDisk'],
  ['', '', 'USB disk'],
  [undefined, undefined, 'USB disk'],
])('%s and %s make %s', (vendor, model, make) => {
  expect(toUsbMake('disk', vendor, model)).toBe(make);
});
