/** What typist.s comes to. */
const BOOT_SECTOR =
  'fa31c08ed88ed0bc007cfbfcb400cd16be4d7cb90600bace01adef42adef' +
  'e2f6b800a08ec066bb60402000b400cd166681f3ffffff0031ffbd0800b9' +
  '08006689d866f3ab81c7e01d4d75f0ebde04000000010080070200380403' +
  '0020000400410005000000';

/** A disk whose guest answers each key at once: with the first by a mode of 1920x1080, then by another colour of the first pixels. */
export function renderTypistDisk(): Buffer {
  const boot = Buffer.alloc(512);
  Buffer.from(BOOT_SECTOR, 'hex').copy(boot);
  boot.writeUInt16LE(0xaa55, 510);
  return boot;
}
