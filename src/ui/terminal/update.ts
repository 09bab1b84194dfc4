import { contentEnd, type Row, sameCell } from './cells.ts';
import { findShift, renderShift, shiftRows } from './shift.ts';
import { type PackedStyle, PLAIN, toSgr } from './style.ts';

/** Unchanged columns that are cheaper to write again than to jump over: a jump takes up to eight bytes. */
const GAP = 6;

/**
 * What to send so that a terminal that shows `before` shows `after`; both have the same size. Before and after it the style is plain;
 * the cursor is left anywhere. Empty when nothing differs.
 */
export function renderUpdate(before: Row[], after: Row[]): string {
  const shift = findShift(before, after);
  const shown = shift === undefined ? before : shiftRows(before, shift);
  let out = shift === undefined ? '' : renderShift(shift);
  for (const [y, row] of after.entries()) {
    const old = shown[y];
    if (old === undefined) out += moveTo(y, 0) + renderSpan(row, 0, contentEnd(row)) + eraseToEnd;
    else out += renderRow(y, old, row);
  }
  return out;
}

/** What to send so that a terminal shows `rows`, whatever it shows now; rows below them are emptied. */
export function renderAll(rows: Row[]): string {
  return `\u001b[m${renderUpdate([], rows)}${moveTo(rows.length, 0)}\u001b[J`;
}

function renderRow(y: number, before: Row, after: Row): string {
  const end = contentEnd(after);
  let out = '';
  for (const [from, to] of findSpans(before, after, end))
    out += moveTo(y, from) + renderSpan(after, from, to);
  if (contentEnd(before) > end) out += moveTo(y, end) + eraseToEnd;
  return out;
}

/** The changed stretches of a row, `[from, to)`, before column `end`. */
function findSpans(before: Row, after: Row, end: number): [number, number][] {
  const spans: [number, number][] = [];
  for (let x = 0; x < end; x++) {
    if (sameCell(before, after, x)) continue;
    // A wide character is written whole.
    let from = x;
    while (from > 0 && after.texts[from] === '') from--;
    let to = x + 1;
    while (to < end && after.texts[to] === '') to++;
    const last = spans.at(-1);
    if (last !== undefined && from - last[1] <= GAP) last[1] = to;
    else spans.push([from, to]);
    x = to - 1;
  }
  return spans;
}

function renderSpan({ texts, styles }: Row, from: number, to: number): string {
  let out = '';
  let style: PackedStyle = PLAIN;
  for (let x = from; x < to; x++) {
    const next = styles[x] ?? PLAIN;
    if (next !== style) out += toSgr(next);
    style = next;
    out += texts[x];
  }
  return style === PLAIN ? out : out + toSgr(PLAIN);
}

const eraseToEnd = '\u001b[K';
const moveTo = (y: number, x: number) => (x === 0 ? `\u001b[${y + 1}H` : `\u001b[${y + 1};${x + 1}H`);
