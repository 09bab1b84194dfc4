import { constants, deflateRawSync } from 'node:zlib';
import { ENCODINGS, PSEUDO_ENCODINGS } from '../../../src/display/rfb/encodings.ts';

/** What a server says, byte by byte. */

export function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}

/** Pixels as we ask for them. */
export function xrgb(...pixels: number[]): Buffer {
  const bytes = Buffer.alloc(pixels.length * 4);
  for (const [index, pixel] of pixels.entries()) bytes.writeUInt32LE(pixel, index * 4);
  return bytes;
}

export const text = (words: string): Buffer =>
  Buffer.concat([u32(Buffer.byteLength(words)), Buffer.from(words)]);

export const version = Buffer.from('RFB 003.008\n');

/** The screen's size and its name, with a pixel format that nobody reads. */
export const serverInit = (width: number, height: number, name = 'guest'): Buffer =>
  Buffer.concat([u16(width, height), Buffer.alloc(16), text(name)]);

/** All of the handshake, without a password. */
export const greeting = (width: number, height: number, name?: string): Buffer =>
  Buffer.concat([version, Buffer.from([1, 1]), u32(0), serverInit(width, height, name)]);

type Place = readonly [x: number, y: number, width: number, height: number];

export const rect = (place: Place, encoding: number, ...payload: Uint8Array[]): Buffer =>
  Buffer.concat([u16(...place), u32(encoding), ...payload]);

export const update = (...rects: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0, 0]), u16(rects.length), ...rects]);

/** Part after part of one zlib stream: each refers to what was before it. */
export function createDeflate(): (bytes: Uint8Array) => Buffer {
  let window = Buffer.alloc(0);
  return (bytes) => {
    const header = Buffer.from(window.length === 0 ? [0x78, 0x9c] : []);
    const dictionary = window.length === 0 ? {} : { dictionary: window };
    const part = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, ...dictionary });
    window = Buffer.concat([window, bytes]).subarray(-32 * 1024);
    return Buffer.concat([header, part]);
  };
}

export const bell = Buffer.from([2]);
export const cutText = (words: string): Buffer => Buffer.concat([Buffer.from([3, 0, 0, 0]), text(words)]);
export const colours = (count: number): Buffer =>
  Buffer.concat([Buffer.from([1, 0]), u16(0, count), Buffer.alloc(count * 6)]);

const { raw, copyrect, hextile, zrle, tight } = ENCODINGS;
export const encodings = { raw, copyrect, hextile, zrle, tight, ...PSEUDO_ENCODINGS };

/** One screen that has all of the picture. `why` and `status` as in ExtendedDesktopSize. */
export const screens = (width: number, height: number, why = 0, status = 0): Buffer =>
  rect(
    [why, status, width, height],
    encodings.extendedDesktopSize,
    Buffer.from([1, 0, 0, 0]),
    u32(7),
    u16(0, 0, width, height),
    u32(0),
  );
