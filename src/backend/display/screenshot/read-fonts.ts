import type { Files } from '../../host/files.ts';

/** The first is of the package that QEMU has its guests' BIOS from; the second was taken from the box's kernel when the image was built. */
const fontFiles = ['/usr/share/seabios/vgabios-stdvga.bin', '/usr/share/bezel/kernel-font.bin'];

/** Files with a font that screens of text are drawn with, as far as they are there. */
export async function readFonts(files: Pick<Files, 'readBytes'>): Promise<Uint8Array[]> {
  const readings = await Promise.all(fontFiles.map((file) => files.readBytes(file)));
  return readings.flatMap((reading) => (reading.ok ? [reading.value] : []));
}
