import type { Picture } from './pictures.ts';

/** What painter.s comes to. */
const BOOT_SECTOR =
  'fa31c08ed88ec08ed0bc007cfbfc8816bc7cb401b90020cd10bebd7cb400cd16ad85c0747989c5ad' +
  '89c1ad89c766ad66a3b47cb8040031dbe86900b8010089ebe86100b8020089cbe85900b80300bb20' +
  '00e85000b80400bb4100e8470031edb8050089ebe83d00565731ffbeac7c8a16bc7cb442cd131eb8' +
  '00a08ec0b800108ed831f6b9002066f3a51f668306b47c4085ff75d75f5e4539fd72c4e97effbebd' +
  '7ce97cffbace01ef4293efc31000400000000010000000000000000000';
const SECTOR = 512;
const BANK = 64 * 1024;
const ENTRY = 10;

/** A disk whose boot sector shows one picture after the other, one with each key. Widths are multiples of 8. */
export function renderPainterDisk(pictures: readonly Picture[]): Buffer {
  const code = Buffer.from(BOOT_SECTOR, 'hex');
  const boot = renderBootSector(code);
  const parts = [boot];
  let sector = 1;
  for (const [index, { width, height, pixels }] of pictures.entries()) {
    const banks = Math.ceil(pixels.byteLength / BANK);
    const entry = code.length + index * ENTRY;
    for (const [place, word] of [width, height, banks].entries()) boot.writeUInt16LE(word, entry + place * 2);
    boot.writeUInt32LE(sector, entry + 6);
    const part = Buffer.alloc(banks * BANK);
    Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength).copy(part);
    parts.push(part);
    sector += part.length / SECTOR;
  }
  return Buffer.concat(parts);
}

/** A sector that a BIOS starts. */
export function renderBootSector(code: Buffer): Buffer {
  const boot = Buffer.alloc(SECTOR);
  code.copy(boot);
  boot.writeUInt16LE(0xaa55, 510);
  return boot;
}
