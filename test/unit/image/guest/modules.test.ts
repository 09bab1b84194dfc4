import { expect, test } from 'vitest';
import { parseModules, planModules } from '../../../../image/guest/modules.ts';

const table = parseModules(
  [
    'kernel/fs/ext4/ext4.ko.xz: kernel/fs/jbd2/jbd2.ko.xz kernel/lib/crc16.ko.xz',
    'kernel/fs/jbd2/jbd2.ko.xz: kernel/lib/crc16.ko.xz',
    'kernel/lib/crc16.ko.xz:',
    'kernel/gpu/virtio-gpu.ko.xz:',
  ].join('\n'),
  'kernel/drivers/virtio/virtio_pci.ko\n',
);

test('what a module needs comes before it, and nothing comes twice', () => {
  expect(planModules(table, ['ext4', 'jbd2'])).toEqual([
    'kernel/lib/crc16.ko.xz',
    'kernel/fs/jbd2/jbd2.ko.xz',
    'kernel/fs/ext4/ext4.ko.xz',
  ]);
});

test('hyphens and underscores are the same', () => {
  expect(planModules(table, ['virtio_gpu'])).toEqual(['kernel/gpu/virtio-gpu.ko.xz']);
});

test('what is part of the kernel is not loaded', () => {
  expect(planModules(table, ['virtio-pci'])).toEqual([]);
});

test('a module that the kernel does not have is an error', () => {
  expect(() => planModules(table, ['imaginary'])).toThrow('imaginary');
});
