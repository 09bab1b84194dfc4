import { describe, expect, test } from 'vitest';
import { formatBytes, formatCount, formatKiB, formatMiB, formatSpeed } from '../../../src/client/units.ts';

describe('figures', () => {
  test.each([
    [512, '512 MiB'],
    [1024, '1 GiB'],
    [3914, '3.8 GiB'],
    [131072, '128 GiB'],
  ])('%i MiB is %s', (mebibytes, text) => expect(formatMiB(mebibytes)).toBe(text));

  test.each([
    [0, '0 B'],
    [34_359_738_368, '34.4 GB'],
    [960_197_124_096, '960 GB'],
    [1_920_383_410_176, '1.92 TB'],
  ])('%i bytes are %s, as on the disk', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test.each([
    [100, '100 Mbit/s'],
    [2500, '2.5 Gbit/s'],
    [10_000, '10 Gbit/s'],
    [1.5, '1.5 Mbit/s'],
    [1234, '1234 Mbit/s'],
  ])('%d Mbit/s is %s', (megabits, text) => expect(formatSpeed(megabits)).toBe(text));

  test('none is said so', () => {
    expect([0, 1, 2].map((count) => formatCount(count, 'NIC', 'NICs'))).toEqual([
      'no NIC',
      '1 NIC',
      '2 NICs',
    ]);
  });

  test.each([
    [4, '4 KiB'],
    [2048, '2 MiB'],
    [1048576, '1 GiB'],
  ])('a page of %i KiB is one of %s', (kibibytes, text) => expect(formatKiB(kibibytes)).toBe(text));
});
