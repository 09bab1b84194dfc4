import { createRandom } from './pictures.ts';
import {
  bell,
  colours,
  createDeflate,
  cutText,
  encodings,
  greeting,
  rect,
  screens,
  text,
  u32,
  update,
  xrgb,
} from './server-words.ts';

/** Changes bytes; called for what is compressed too, before it is. */
export type Change = (bytes: Buffer) => Buffer;

const [red, green, blue] = [0xff0000, 0x00ff00, 0x0000ff];
const cpixel = (...pixels: number[]) => Buffer.concat(pixels.map((pixel) => xrgb(pixel).subarray(0, 3)));
const tpixel = (...pixels: number[]) => Buffer.concat(pixels.map((pixel) => u32(pixel).subarray(1)));
const bytes = (...values: number[]) => Buffer.from(values);

/** A stream with every message and every kind of tile, for 80x24 pixels. */
export function renderEverything(change: Change): Buffer {
  const deflate = createDeflate();
  const tights = [createDeflate(), createDeflate(), createDeflate()];
  const zrle = (...parts: Buffer[]) => {
    const part = deflate(change(Buffer.concat(parts)));
    return Buffer.concat([u32(part.length), part]);
  };
  const tight = (n: number, ...parts: Buffer[]) => {
    const part = tights[n]!(change(Buffer.concat(parts)));
    return Buffer.concat([bytes((part.length & 127) | 128, part.length >> 7), part]);
  };
  const rects = [
    rect([0, 0, 4, 3], encodings.raw, Buffer.alloc(48, 0x55)),
    rect([8, 0, 4, 4], encodings.copyrect, bytes(0, 0, 0, 1)),
    rect(
      [0, 0, 20, 18],
      encodings.hextile,
      ...[bytes(2 | 4 | 8), xrgb(red, green), bytes(2, 0x11, 0x22, 0x83, 0x47)],
      ...[bytes(8 | 16, 1), xrgb(blue), bytes(0x01, 0x10)],
      ...[bytes(1), Buffer.alloc(16 * 2 * 4, 0x33)],
      bytes(0),
    ),
    rect(
      [0, 0, 70, 20],
      encodings.zrle,
      zrle(
        bytes(130),
        cpixel(red, blue),
        bytes(0, 128, 255, 255, 254, 129, 255, 255, 2, 1),
        bytes(1),
        cpixel(green),
      ),
    ),
    rect([5, 2, 9, 3], encodings.zrle, zrle(bytes(0), Buffer.alloc(81, 0x77))),
    rect([5, 2, 9, 3], encodings.zrle, zrle(bytes(3), cpixel(red, green, blue), Buffer.alloc(9, 0x1b))),
    rect([5, 2, 9, 3], encodings.zrle, zrle(bytes(128), cpixel(red), bytes(20), cpixel(blue), bytes(5))),
    rect([0, 0, 80, 24], encodings.tight, bytes(0x80), tpixel(blue)),
    rect([1, 1, 9, 7], encodings.tight, bytes(0x00), tight(0, Buffer.alloc(9 * 7 * 3, 0x66))),
    rect(
      [1, 1, 9, 7],
      encodings.tight,
      bytes(0x50, 1, 1),
      tpixel(red, green),
      tight(1, Buffer.alloc(14, 0xa5)),
    ),
    rect([1, 1, 9, 7], encodings.tight, bytes(0x60, 1, 3), tpixel(1, 2, 3, 4), tight(2, Buffer.alloc(63, 3))),
    rect([1, 1, 9, 7], encodings.tight, bytes(0x40, 2), tight(0, Buffer.alloc(189, 9))),
    rect([1, 1, 2, 1], encodings.tight, bytes(0x00), tpixel(1, 2)),
  ];
  const told = [
    rect([0, 0, 0, 0], encodings.extendedKey),
    rect([1, 0, 0, 0], encodings.pointerMotion),
    rect([0, 0, 0, 0], encodings.ledState, bytes(5)),
    rect([1, 2, 9, 3], encodings.cursor, Buffer.alloc(108, 0x22), bytes(255, 128, 1, 0, 255, 0)),
    rect([0, 0, 0, 0], encodings.desktopName, text('another')),
    screens(80, 24),
    rect([0, 0, 40, 20], encodings.desktopSize),
    rect([0, 0, 0, 0], encodings.lastRect),
  ];
  return change(
    Buffer.concat([
      greeting(80, 24),
      update(...rects),
      bell,
      cutText('clipboard'),
      colours(2),
      update(...told),
    ]),
  );
}

const EXTREMES = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

/** A few places of it are other ones than before; the same for the same seed. */
export function createChange(seed: number): Change {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return (original) => {
    let changed = Buffer.from(original);
    // Most parts stay as they are, so that what comes after them is reached.
    for (let left = below(10) - 6; left > 0; left--) {
      const at = below(changed.length + 1);
      const kind = below(6);
      if (kind === 0) changed[at] = below(256);
      else if (kind === 1) changed[at] = EXTREMES[below(EXTREMES.length)]!;
      else if (kind === 2) changed[at]! ^= 1 << below(8);
      else if (kind === 3) changed = changed.subarray(0, at);
      else if (kind === 4)
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + below(9))]);
      else {
        const from = below(changed.length + 1);
        const piece = changed.subarray(from, from + below(40));
        changed = Buffer.concat([changed.subarray(0, at), piece, changed.subarray(at)]);
      }
    }
    return changed;
  };
}
