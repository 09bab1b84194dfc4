import { zstdDecompressSync } from 'node:zlib';
import { findFont } from '../../src/backend/display/screenshot/parse-font.ts';

const zstdMagic = 0xfd2fb528;

/**
 * The font of 8x16 pixels that Linux draws its console with, out of a bzImage (Documentation/arch/x86/boot.rst, "The real-mode kernel header").
 * `undefined` where the kernel is packed in another way than Debian's, or has none.
 */
export function readKernelFont(kernel: Buffer): Buffer | undefined {
  if (kernel.length < 0x250 || kernel.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  const setupSectors = kernel[0x1f1] || 4;
  const start = (setupSectors + 1) * 512 + kernel.readUInt32LE(0x248);
  // The last four bytes are the unpacked size.
  const packed = kernel.subarray(start, start + kernel.readUInt32LE(0x24c) - 4);
  if (packed.length < 4 || packed.readUInt32LE(0) !== zstdMagic) return undefined;
  return findFont(zstdDecompressSync(packed));
}
