import type { Tone } from '../theme.ts';
import { clip, pad, widthOf } from './fit.ts';
import type { Line, Span } from './line.ts';

export interface Column<T> {
  title: string;
  value(row: T): Span;
  /** Columns with a higher number give way first where there is no room. */
  rank: number;
  /** The widest that it is worth. */
  most: number;
  align?: 'left' | 'right';
}

const GAP = 2;

/** Rows as lines, under a line of titles, with as many of the columns as fit into `columns` columns. */
export function renderTable<T>(rows: readonly T[], wanted: readonly Column<T>[], columns: number): Line[] {
  const measured = wanted.map((column) => {
    const cells = rows.map((row) => column.value(row));
    const widest = Math.max(
      widthOf(column.title),
      ...cells.map(({ text }) => widthOf(clip(text, column.most))),
    );
    return { ...column, cells, width: Math.min(column.most, widest) };
  });
  const total = (list: typeof measured) => list.reduce((sum, { width }) => sum + width + GAP, -GAP);
  let shown = measured;
  while (shown.length > 1 && total(shown) > columns) {
    const last = shown.reduce((a, b) => (b.rank >= a.rank ? b : a));
    shown = shown.filter((column) => column !== last);
  }
  const toLine = (pick: (column: (typeof measured)[number]) => Span): Line =>
    shown.flatMap((column, i) => {
      const { text, tone } = pick(column);
      const cell: Span = { text: pad(text, column.width, column.align), tone };
      return i === 0 ? [cell] : [{ text: ' '.repeat(GAP), tone: 'plain' as Tone }, cell];
    });
  return [
    toLine(({ title }) => ({ text: title, tone: 'dim' })),
    ...rows.map((_, r) => toLine(({ cells }) => cells[r] ?? { text: '', tone: 'plain' })),
  ];
}
