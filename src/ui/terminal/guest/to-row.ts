import type { IBufferCell, IBufferLine } from '@xterm/headless';
import stringWidth from 'string-width';
import type { Capabilities } from '../capabilities.ts';
import type { Row } from '../cells.ts';
import { toGlyph } from '../glyphs.ts';
import { limitStyle, type PackedStyle, PLAIN, packStyle } from '../style.ts';
import { toColour } from './to-colour.ts';

const BLACK = 0;

/** A line of the emulator's screen as a row that a terminal can show. A line that is not there is blank. */
export function toRow(line: IBufferLine | undefined, columns: number, capabilities: Capabilities): Row {
  const row: Row = { texts: [], styles: [] };
  for (let x = 0; x < columns; x++) {
    const cell = line?.getCell(x);
    row.texts.push(cell === undefined ? ' ' : toText(cell, capabilities));
    row.styles.push(cell === undefined ? PLAIN : limitStyle(toStyle(cell), capabilities.colours));
  }
  return row;
}

/** Empty behind a wide character, which stands for both. */
function toText(cell: IBufferCell, { glyphs }: Capabilities): string {
  const width = cell.getWidth();
  const text = cell.getChars();
  if (width === 0) return '';
  if (text === '' || cell.isInvisible()) return ' '.repeat(width);
  // Where the emulator and the terminal do not agree how wide it is, everything to the right would move.
  return toGlyph(stringWidth(text) === width ? text : '?'.repeat(width), width, glyphs);
}

function toStyle(cell: IBufferCell): PackedStyle {
  const foreground = cell.isFgDefault() ? undefined : toColour(cell.getFgColor(), cell.isFgRGB());
  const background = cell.isBgDefault() ? BLACK : toColour(cell.getBgColor(), cell.isBgRGB());
  const hidden = foreground === BLACK && background === BLACK;
  return packStyle({
    ...(foreground === undefined || hidden ? {} : { foreground }),
    // A terminal without colours shows any background inverse.
    ...(background === BLACK ? {} : { background }),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  });
}
