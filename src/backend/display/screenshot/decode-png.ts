import { promisify } from 'node:util';
import { crc32, inflate as inflateWithCallback } from 'node:zlib';
import { inTurns } from '../../engine/in-turns.ts';
import type { Pixels } from './model.ts';
import { undoFilter } from './undo-filter.ts';

const inflate = promisify(inflateWithCallback);

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes of a pixel by the type of colour: red, green and blue, or these and alpha. */
const bytesOf: Readonly<Record<number, 3 | 4>> = { 2: 3, 6: 4 };
/** Rows are undone in turns of so many bytes, which takes some milliseconds. */
const TURN_BYTES = 256 * 1024;

interface Head {
  width: number;
  height: number;
  pixelBytes: 3 | 4;
}

/**
 * A PNG as QEMU writes it: eight bits, colours, no interlacing. `undefined` for any other, and for one with more than `mostPixels`: its first chunk says
 * both, before anything is unpacked. https://www.w3.org/TR/png-3/
 *
 * Unpacking is done beside the program's own thread, and the rest in turns: pictures are taken again and again while somebody looks, and nobody else must wait.
 */
export async function decodePng(bytes: Uint8Array, mostPixels: number): Promise<Pixels | undefined> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = parseHead(file);
  if (head === undefined || head.width * head.height > mostPixels) return undefined;
  const packed = listData(file);
  const length = head.height * (1 + head.width * head.pixelBytes);
  const rows = await inflate(Buffer.concat(packed), { maxOutputLength: length }).catch(() => undefined);
  if (rows?.length !== length) return undefined;
  return await inTurns(readRows(rows, head));
}

function parseHead(file: Buffer): Head | undefined {
  if (file.length < 33 || !file.subarray(0, 8).equals(signature)) return undefined;
  const [width, height, pixelBytes] = [file.readUInt32BE(16), file.readUInt32BE(20), bytesOf[file[25] ?? 0]];
  const isPlain = file[24] === 8 && file[28] === 0;
  if (!isPlain || pixelBytes === undefined || width === 0 || height === 0) return undefined;
  return { width, height, pixelBytes };
}

/** The chunks of packed rows, as far as they are whole: of one that is cut or damaged nothing is taken, nor of those after it. */
function listData(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = signature.length; at + 12 <= file.length; ) {
    const end = at + 8 + file.readUInt32BE(at);
    if (end + 4 > file.length || crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) break;
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(file.subarray(at + 8, end));
    at = end + 4;
  }
  return found;
}

function* readRows(
  rows: Uint8Array,
  { width, height, pixelBytes }: Head,
): Generator<void, Pixels | undefined> {
  const rgb = new Uint8Array(width * height * 3);
  const length = width * pixelBytes;
  const perTurn = Math.ceil(TURN_BYTES / length);
  let before: Uint8Array = new Uint8Array(length);
  for (let y = 0; y < height; y++) {
    const at = y * (1 + length);
    const row = rows.subarray(at + 1, at + 1 + length);
    if (!undoFilter(rows[at] ?? 0, row, before, pixelBytes)) return undefined;
    copyColours(row, pixelBytes, rgb, y * width * 3);
    before = row;
    if (y % perTurn === perTurn - 1) yield;
  }
  return { width, height, rgb };
}

function copyColours(row: Uint8Array, pixelBytes: 3 | 4, rgb: Uint8Array, to: number): void {
  if (pixelBytes === 3) {
    rgb.set(row, to);
    return;
  }
  for (let from = 0; from < row.length; from += 4, to += 3) rgb.set(row.subarray(from, from + 3), to);
}
