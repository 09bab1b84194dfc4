import { zstdDecompressSync } from 'node:zlib';

/** 256 characters of sixteen rows, a byte each. */
const fontBytes = 256 * 16;
/** How the font of a PC begins: a blank, and a face (the characters 0 and 1 of code page 437). */
const beginning = Buffer.from([
  ...Array.from({ length: 16 }, () => 0),
  ...[0, 0, 0x7e, 0x81, 0xa5, 0x81, 0x81, 0xbd, 0x99, 0x81, 0x81, 0x7e, 0, 0, 0, 0],
]);
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
  const unpacked = zstdDecompressSync(packed);
  const at = unpacked.indexOf(beginning);
  return at < 0 ? undefined : Buffer.from(unpacked.subarray(at, at + fontBytes));
}
