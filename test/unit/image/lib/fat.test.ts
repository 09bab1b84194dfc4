import { expect, test } from 'vitest';
import { toNestedDirectories } from '../../../../image/lib/fat.ts';

test('every directory comes after the one that it is in, and once', () => {
  expect(toNestedDirectories(['EFI/BOOT', 'loader/entries', 'loader', '.'])).toEqual([
    'EFI',
    'EFI/BOOT',
    'loader',
    'loader/entries',
  ]);
});
