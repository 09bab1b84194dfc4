import { ENCODINGS, type EncodingName, PSEUDO_ENCODINGS } from '../encodings.ts';

/** The pixels that we ask for: the surface's own, 32 bits, little endian, red in bits 16 to 23. */
export function renderPixelFormat(): Buffer {
  const message = Buffer.alloc(20);
  const [bitsPerPixel, depth, isBigEndian, isTrueColour] = [32, 24, 0, 1];
  message.set([bitsPerPixel, depth, isBigEndian, isTrueColour], 4);
  for (const offset of [8, 10, 12]) message.writeUInt16BE(255, offset);
  message.set([16, 8, 0], 14);
  return message;
}

export function renderEncodings(pixels: readonly EncodingName[], takesCursor: boolean): Buffer {
  const { cursor, ...others } = PSEUDO_ENCODINGS;
  const pseudo = [...(takesCursor ? [cursor] : []), ...Object.values(others)];
  const all = [...pixels.map((name) => ENCODINGS[name]), ...pseudo];
  const message = Buffer.alloc(4 + all.length * 4);
  message[0] = 2;
  message.writeUInt16BE(all.length, 2);
  for (const [index, encoding] of all.entries()) message.writeInt32BE(encoding, 4 + index * 4);
  return message;
}

/** Asks for the whole picture, or (incremental) for what changes in it. */
export function renderUpdateRequest(width: number, height: number, isIncremental: boolean): Buffer {
  const message = Buffer.alloc(10);
  message.set([3, isIncremental ? 1 : 0]);
  message.writeUInt16BE(width, 6);
  message.writeUInt16BE(height, 8);
  return message;
}

export function renderKey(keysym: number, isDown: boolean): Buffer {
  const message = Buffer.alloc(8);
  message.set([4, isDown ? 1 : 0]);
  message.writeUInt32BE(keysym >>> 0, 4);
  return message;
}

/** QEMU's own message, for a server that has told of `extendedKey`. */
export function renderExtendedKey(keysym: number, qnum: number, isDown: boolean): Buffer {
  const message = Buffer.alloc(12);
  message.set([255, 0]);
  message.writeUInt16BE(isDown ? 1 : 0, 2);
  message.writeUInt32BE(keysym >>> 0, 4);
  message.writeUInt32BE(qnum >>> 0, 8);
  return message;
}

export function renderPointer(x: number, y: number, buttons: number): Buffer {
  const message = Buffer.alloc(6);
  message.set([5, buttons]);
  message.writeUInt16BE(toWord(x), 2);
  message.writeUInt16BE(toWord(y), 4);
  return message;
}

/** With pointer motion, QEMU takes 0x7fff for no movement. */
export function renderMovement(dx: number, dy: number, buttons: number): Buffer {
  return renderPointer(0x7fff + dx, 0x7fff + dy, buttons);
}

/** One screen with all of the picture. */
export function renderDesktopSize(width: number, height: number): Buffer {
  const message = Buffer.alloc(24);
  message[0] = 251;
  message.writeUInt16BE(toWord(width), 2);
  message.writeUInt16BE(toWord(height), 4);
  message[6] = 1;
  message.writeUInt16BE(toWord(width), 16);
  message.writeUInt16BE(toWord(height), 18);
  return message;
}

function toWord(value: number): number {
  return Math.min(Math.max(Math.round(value) || 0, 0), 0xffff);
}
