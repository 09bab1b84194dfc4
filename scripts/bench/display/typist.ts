import { renderBootSector } from '../../../test/support/display/painter.ts';

/** What typist.s comes to. */
const BOOT_SECTOR =
  'fa31c08ed88ed0bc007cfbfcb400cd16be787cb90600bace01adef42adef' +
  'e2f6b800a08ec066bb60402000b400cd163c6e741e6681f3ffffff0031ff' +
  'bd0800b908006689d866f3ab81c7e01d4d75f0ebda31edbace01b80500ef' +
  '4289e8ef31ffb900406681c3070503006689d866f3ab4583fd7e72ddebd9' +
  '040000000100800702003804030020000400410005000000';

/** A disk whose guest answers each key at once: with the first by a mode of 1920x1080, then by another colour of the first pixels; an N has all of the screen change from then on. */
export const renderTypistDisk = (): Buffer => renderBootSector(Buffer.from(BOOT_SECTOR, 'hex'));
