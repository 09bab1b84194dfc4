import type { Channel, ScreenInfo } from './parse-screen-info.ts';

/** Memory of device rows, with a view for each size of a pixel. */
export interface RowMemory {
  bytes: Buffer;
  halves: Uint16Array;
  words: Uint32Array;
}

/** Converts `count` pixels of a row of XRGB8888, from index `from` on, and writes them from the byte `offset` on. */
export type RowWriter = (
  row: Uint32Array,
  from: number,
  count: number,
  target: RowMemory,
  offset: number,
) => void;

type Format = Pick<ScreenInfo, 'bitsPerPixel' | 'red' | 'green' | 'blue'>;

/** Black rows. */
export function createRowMemory(byteLength: number): RowMemory {
  const memory = new ArrayBuffer(Math.ceil(byteLength / 4) * 4);
  return {
    bytes: Buffer.from(memory, 0, byteLength),
    halves: new Uint16Array(memory),
    words: new Uint32Array(memory),
  };
}

/** Whether the device has pixels as our surfaces have them. */
export function isNativeFormat({ bitsPerPixel, red, green, blue }: Format): boolean {
  const is = (channel: Channel, offset: number) => channel.offset === offset && channel.length === 8;
  return bitsPerPixel === 32 && is(red, 16) && is(green, 8) && is(blue, 0);
}

/** The conversion from our pixels to the device's. */
export function toRowWriter(format: Format): RowWriter {
  if (isNativeFormat(format)) return copyRow;
  const red = toTable(format.red);
  const green = toTable(format.green);
  const blue = toTable(format.blue);
  const convert = (pixel: number): number =>
    red[(pixel >>> 16) & 0xff]! | green[(pixel >>> 8) & 0xff]! | blue[pixel & 0xff]!;
  switch (format.bitsPerPixel) {
    case 32:
      return (row, from, count, { words }, offset) => {
        const start = offset >>> 2;
        for (let index = 0; index < count; index++) words[start + index] = convert(row[from + index]!);
      };
    case 24:
      return (row, from, count, { bytes }, offset) => {
        let at = offset;
        for (let index = 0; index < count; index++) {
          const pixel = convert(row[from + index]!);
          bytes[at++] = pixel;
          bytes[at++] = pixel >>> 8;
          bytes[at++] = pixel >>> 16;
        }
      };
    case 16:
      return (row, from, count, { halves }, offset) => {
        const start = offset >>> 1;
        for (let index = 0; index < count; index++) halves[start + index] = convert(row[from + index]!);
      };
  }
}

const copyRow: RowWriter = (row, from, count, { words }, offset) => {
  words.set(row.subarray(from, from + count), offset >>> 2);
};

/** What each value of a colour is in the device's pixel: the highest bits of it, which are repeated where the device has more. */
function toTable({ offset, length }: Channel): Int32Array {
  return Int32Array.from({ length: 256 }, (_, value) => {
    const bits = ((value << 8) | value) >>> (16 - length);
    return bits << offset;
  });
}
