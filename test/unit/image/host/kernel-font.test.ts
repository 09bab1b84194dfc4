import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readKernelFont } from '../../../../image/host/kernel-font.ts';

const face = [0, 0, 0x7e, 0x81, 0xa5, 0x81, 0x81, 0xbd, 0x99, 0x81, 0x81, 0x7e, 0, 0, 0, 0];
const font = Buffer.alloc(4096, 0x18);
font.fill(0, 0, 16);
Buffer.from(face).copy(font, 16);

/** A bzImage of which nothing but its head and what is packed in it is as it should be. */
function makeKernel(payload: Buffer): Buffer {
  const setupSectors = 3;
  const offset = 700;
  const kernel = Buffer.alloc((setupSectors + 1) * 512 + offset);
  kernel[0x1f1] = setupSectors;
  kernel.write('HdrS', 0x202, 'latin1');
  kernel.writeUInt32LE(offset, 0x248);
  kernel.writeUInt32LE(payload.length + 4, 0x24c);
  return Buffer.concat([kernel, payload, Buffer.from([1, 2, 3, 4]), Buffer.alloc(100, 0xff)]);
}

test('the font is found in what the kernel unpacks', () => {
  const unpacked = Buffer.concat([Buffer.alloc(5000, 0x7e), font, Buffer.alloc(300, 1)]);
  expect(readKernelFont(makeKernel(zstdCompressSync(unpacked)))).toEqual(font);
});

test.each([
  ['that has none', makeKernel(zstdCompressSync(Buffer.alloc(9000, 0x18)))],
  ['that is packed otherwise', makeKernel(Buffer.from('\xfd7zXZ and so on', 'latin1'))],
  ['that is no kernel', Buffer.alloc(4000)],
  ['that is cut off', makeKernel(zstdCompressSync(font)).subarray(0, 900)],
])('a file %s has no font', (_, kernel) => {
  expect(readKernelFont(kernel)).toBeUndefined();
});
