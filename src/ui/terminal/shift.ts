import { contentEnd, type Row, sameCell } from './cells.ts';
import { PLAIN } from './style.ts';

/** The rows `top` to `bottom` go up by so many. */
export interface Shift {
  top: number;
  bottom: number;
  by: number;
}

/** Sending the rest of a row anew costs about this, besides what is in it: the jump to it. */
const JUMP = 8;
/** What a shift costs, roughly. */
const COST = 20;

/** How most of what differs would be there by scrolling, where that is cheaper than to draw it: a line of output moves a whole screen. */
export function findShift(before: Row[], after: Row[]): Shift | undefined {
  if (before.length !== after.length) return undefined;
  const same = (from: number, to: number) => sameRow(before[from], after[to]);
  const differs = after.flatMap((_, y) => (same(y, y) ? [] : [y]));
  const [top = 0] = differs;
  const bottom = differs.at(-1) ?? 0;
  if (differs.length < 2) return undefined;

  let best: Shift | undefined;
  let most = COST;
  for (let by = 1; by <= bottom - top; by++) {
    if (!same(top + by, top)) continue;
    let saved = 0;
    for (let y = top; y <= bottom; y++) {
      const isThere = y + by <= bottom && same(y + by, y);
      const wasThere = same(y, y);
      if (isThere !== wasThere) saved += (isThere ? 1 : -1) * costOf(after[y]);
    }
    if (saved > most) {
      most = saved;
      best = { top, bottom, by };
    }
  }
  return best;
}

/** What a terminal shows after a shift: what comes in from below is blank. */
export function shiftRows(rows: Row[], { top, bottom, by }: Shift): Row[] {
  return rows.map((row, y) => {
    if (y < top || y > bottom) return row;
    return (y + by <= bottom ? rows[y + by] : undefined) ?? blank(row.texts.length);
  });
}

/** What to send for it, in plain style: a scroll region (DECSTBM), and line feeds in its last row. */
export const renderShift = ({ top, bottom, by }: Shift): string =>
  `\u001b[${top + 1};${bottom + 1}r\u001b[${bottom + 1}H${'\u001bD'.repeat(by)}\u001b[r`;

const costOf = (row: Row | undefined): number => (row === undefined ? 0 : contentEnd(row) + JUMP);

const blank = (columns: number): Row => ({
  texts: Array.from({ length: columns }, () => ' '),
  styles: Array.from({ length: columns }, () => PLAIN),
});

function sameRow(a: Row | undefined, b: Row | undefined): boolean {
  if (a === undefined || b === undefined || a.texts.length !== b.texts.length) return false;
  for (let x = 0; x < a.texts.length; x++) if (!sameCell(a, b, x)) return false;
  return true;
}
