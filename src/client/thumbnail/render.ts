import type { Thumbnail } from '../../contract/index.ts';
import type { Cell, Look, Rgb } from './model.ts';
import { toCell } from './to-cell.ts';

/** What of a thumbnail its size and its pixels are. */
export type ThumbnailPixels = Pick<Thumbnail, 'width' | 'height' | 'base64'>;

const BLACK: Rgb = [0, 0, 0];

/** A thumbnail as lines of text with SGR sequences, which end with each line: a character for two pixels, one above the other. */
export function renderThumbnail(thumbnail: ThumbnailPixels, look: Look): string[] {
  const pixelAt = readPixels(thumbnail);
  return Array.from({ length: Math.ceil(thumbnail.height / 2) }, (_, row) =>
    renderCells(
      Array.from({ length: thumbnail.width }, (_, column) =>
        toCell(pixelAt(column, row * 2), pixelAt(column, row * 2 + 1), look),
      ),
    ),
  );
}

/** Whether a thumbnail has one colour all over. */
export function isBlank({ base64 }: ThumbnailPixels): boolean {
  const rgb = Buffer.from(base64, 'base64');
  return rgb.every((byte, at) => byte === rgb[at % 3]);
}

/** A pixel of a thumbnail; what it does not have is black. */
function readPixels({ width, base64 }: ThumbnailPixels): (x: number, y: number) => Rgb {
  const rgb = Buffer.from(base64, 'base64');
  return (x, y) => {
    const at = (y * width + x) * 3;
    const [r, g, b] = [rgb[at], rgb[at + 1], rgb[at + 2]];
    return r === undefined || g === undefined || b === undefined ? BLACK : [r, g, b];
  };
}

function renderCells(cells: readonly Cell[]): string {
  let out = '';
  let before: Cell = { text: '' };
  for (const cell of cells) {
    out += renderColour(before.foreground, cell.foreground, FOREGROUND_OFF);
    out += renderColour(before.background, cell.background, BACKGROUND_OFF);
    out += cell.text;
    before = cell;
  }
  return (
    out +
    renderColour(before.foreground, undefined, FOREGROUND_OFF) +
    renderColour(before.background, undefined, BACKGROUND_OFF)
  );
}

const renderColour = (before: string | undefined, now: string | undefined, off: string): string =>
  before === now ? '' : `\u001b[${now ?? off}m`;

const FOREGROUND_OFF = '39';
const BACKGROUND_OFF = '49';
