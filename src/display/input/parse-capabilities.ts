/** Whether a bit is set in a device's bitmap. */
export type Bitmap = (bit: number) => boolean;

/** Reads a bitmap of sysfs: words of 64 bits in hexadecimal, the highest first. */
export function parseBitmap(text: string): Bitmap {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => /^[0-9a-f]{1,16}$/.test(word))
    .map((word) => BigInt(`0x${word}`))
    .reverse();
  return (bit) => (((words[bit >> 6] ?? 0n) >> BigInt(bit & 63)) & 1n) === 1n;
}

/** The bits that are set in a bitmap that an ioctl has filled. */
export function parseSetBits(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => (byte & (1 << bit) ? [index * 8 + bit] : [])),
  );
}
