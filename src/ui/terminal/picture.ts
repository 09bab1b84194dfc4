import type { Capabilities } from './capabilities.ts';
import type { Row } from './cells.ts';

/** What is on the screen in place of Ink's frames, for as long as it is shown. */
export interface Picture {
  /** Rows of such a size, as such a terminal can show them. */
  render(columns: number, count: number, capabilities: Capabilities): Row[];
  /** Where the cursor is in a picture of that size; `undefined` where there is none to be seen. */
  cursor(columns: number, count: number): { row: number; column: number } | undefined;
  /** Whether the cursor keys send what programs on the whole screen want (DECCKM). */
  applicationKeys(): boolean;
}

interface Place {
  row: number;
  column: number;
}

/** What the terminal has been told beside the rows. */
export interface Modes {
  /** What the cursor keys send, and whether there is a cursor. */
  settings: string;
  /** Where it is, if it is to be seen. */
  cursor: Place | undefined;
}

/** What holds after each repaint. */
export const NO_MODES: Modes = { settings: '\u001b[?1l\u001b[?25l', cursor: undefined };

export function toModes(picture: Picture | undefined, columns: number, count: number): Modes {
  const cursor = picture?.cursor(columns, count);
  const keys = picture?.applicationKeys() ? 'h' : 'l';
  return { settings: `\u001b[?1${keys}\u001b[?25${cursor === undefined ? 'l' : 'h'}`, cursor };
}

/**
 * `update`, and what leads from the modes `before` it to those after it. Drawing moves the cursor, seen or not; a letter that is typed is
 * drawn where the cursor is, and leaves it where it belongs.
 */
export function withModes(update: string, before: Modes, after: Modes): string {
  const settings = before.settings === after.settings ? '' : after.settings;
  const from = renderPlace(before.cursor);
  const to = renderPlace(after.cursor);
  if (update === '') return settings + (from === to ? '' : to);
  const rest = from !== '' && update.startsWith(from) ? update.slice(from.length) : update;
  const isTyped = rest !== update && /^[ -~]$/.test(rest) && isNext(before.cursor, after.cursor);
  return rest + settings + (isTyped ? '' : to);
}

const renderPlace = (at: Place | undefined): string =>
  at === undefined ? '' : `\u001b[${at.row + 1};${at.column + 1}H`;

const isNext = (a: Place | undefined, b: Place | undefined): boolean =>
  a !== undefined && b !== undefined && a.row === b.row && a.column + 1 === b.column;
