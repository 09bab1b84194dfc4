import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const sectorBytes = 2048;
const volumeAt = 16;
const rootAt = 18;
const fileAt = 19;
const fileName = 'WORD.TXT;1';

/** A disc image of ISO 9660 with a label, and one file WORD.TXT with a word in it. Returns its path. */
export async function writeDiscImage(
  folder: string,
  label: string,
  word: string,
  sectors = 1024,
): Promise<string> {
  const image = Buffer.alloc(sectors * sectorBytes);
  writeVolume(image, label, sectors);
  writeRoot(image, Buffer.byteLength(word));
  image.write(word, fileAt * sectorBytes);
  const file = join(folder, `${label.toLowerCase()}.iso`);
  await writeFile(file, image);
  return file;
}

/** The primary volume descriptor and the end of the descriptors: ECMA-119, 8.4 and 8.3. */
function writeVolume(image: Buffer, label: string, sectors: number): void {
  const at = volumeAt * sectorBytes;
  image.write('\x01CD001\x01', at, 'latin1');
  image.fill(' ', at + 8, at + 72);
  image.write(label, at + 40, 32, 'latin1');
  bothEnds32(image, at + 80, sectors);
  bothEnds16(image, at + 120, 1);
  bothEnds16(image, at + 124, 1);
  bothEnds16(image, at + 128, sectorBytes);
  writeEntry(image, at + 156, '\0', rootAt, sectorBytes, true);
  image.fill(' ', at + 190, at + 813);
  image[at + 881] = 1;
  image.write('\xffCD001\x01', at + sectorBytes, 'latin1');
}

function writeRoot(image: Buffer, bytes: number): void {
  let at = rootAt * sectorBytes;
  at += writeEntry(image, at, '\0', rootAt, sectorBytes, true);
  at += writeEntry(image, at, '\x01', rootAt, sectorBytes, true);
  writeEntry(image, at, fileName, fileAt, bytes, false);
}

/** A directory record, 9.1: returns its length, which is even. */
function writeEntry(
  image: Buffer,
  at: number,
  name: string,
  sector: number,
  bytes: number,
  isFolder: boolean,
): number {
  const length = 33 + name.length + ((name.length + 1) % 2);
  image[at] = length;
  bothEnds32(image, at + 2, sector);
  bothEnds32(image, at + 10, bytes);
  // The year; a day 0 of month 0 is none.
  image.set([126, 1, 1], at + 18);
  image[at + 25] = isFolder ? 2 : 0;
  bothEnds16(image, at + 28, 1);
  image[at + 32] = name.length;
  image.write(name, at + 33, 'latin1');
  return length;
}

function bothEnds32(image: Buffer, at: number, value: number): void {
  image.writeUInt32LE(value, at);
  image.writeUInt32BE(value, at + 4);
}

function bothEnds16(image: Buffer, at: number, value: number): void {
  image.writeUInt16LE(value, at);
  image.writeUInt16BE(value, at + 2);
}
