import { textOf } from './cells.ts';
import type { Cell, Column, Field, Row, Table } from './model.ts';

/** Blanks between two columns. */
export const GAP = 2;
/** What a cell of something unknown says where there is no room for the reason. */
const UNKNOWN = 'unknown';
const STALE = ' (stale)';
const INDENT = 2;
/** Characters for each column of text: combining ones take none. */
const FAR_TOO_LONG = 4;

/** Where the cells of a table go. Indices are those of the table's columns. */
export interface TablePlan {
  /** The columns that have room beside each other, in their order, with the columns of text that they take. */
  shown: { index: number; width: number }[];
  /** What each row says below itself: what had no room, and why something is not known. */
  beneath: Field[][];
}

/**
 * Plans a table for a view of `room` columns. Columns get their place by rank; what has none, or is wider than its column, is told
 * below its row, so that nothing is lost however narrow the view. `widthOf` measures a text.
 */
export function planTable(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  room: number,
  widthOf: (text: string) => number,
): TablePlan {
  // What is far too long need not be measured: that costs time, and what a device claims of itself may be of any length.
  const measure = (text: string, most: number) =>
    text.length > FAR_TOO_LONG * most ? most + 1 : widthOf(text);
  const widths = columns.map(({ title, most }, index) =>
    Math.max(widthOf(title), ...rows.map((row) => Math.min(most, measure(cellText(row, index), most)))),
  );
  const chosen = new Set<number>();
  let left = room + GAP;
  for (const index of byRank(columns)) {
    const width = (widths[index] ?? 0) + GAP;
    if (chosen.size > 0 && width > left) continue;
    chosen.add(index);
    left -= width;
  }
  const shown = widths.flatMap((width, index) =>
    chosen.has(index) ? [{ index, width: Math.min(width, room) }] : [],
  );
  const fits = (row: Row, index: number) =>
    shown.some(
      (column) => column.index === index && measure(cellText(row, index), column.width) <= column.width,
    );
  return { shown, beneath: rows.map((row) => tellBeneath(row, columns, (index) => fits(row, index))) };
}

/** What a cell says in a table, where there is no room for reasons and times; a sign before it shows its place in a tree. */
export function cellText(row: Row, index: number): string {
  const cell = row.cells[index];
  const indent = index === 0 && row.depth > 0 ? `${' '.repeat(INDENT * (row.depth - 1))}└ ` : '';
  if (cell === undefined) return indent;
  if (cell.fact.state === 'unknown') return indent + UNKNOWN;
  return indent + textOf(cell) + (cell.fact.state === 'stale' ? STALE : '');
}

const byRank = (columns: readonly Column[]): number[] =>
  columns
    .map((_, index) => index)
    .sort((a, b) => (a === 0 ? -1 : b === 0 ? 1 : (columns[a]?.rank ?? 0) - (columns[b]?.rank ?? 0)));

function tellBeneath(row: Row, columns: readonly Column[], fits: (index: number) => boolean): Field[] {
  const told: Field[] = [];
  const bare: string[] = [];
  columns.forEach(({ title }, index) => {
    const cell = row.cells[index];
    if (cell === undefined || (isComplete(cell) && fits(index))) return;
    if (cell.fact.state === 'unknown' && cell.fact.reason === undefined) {
      if (!fits(index)) bare.push(title);
    } else told.push({ label: title, cell });
  });
  if (bare.length === 0) return told;
  return [...told, { label: 'Unknown', cell: { fact: { state: 'known', value: bare.join(', ') } } }];
}

/** A table's cell says all that there is to say of it. */
const isComplete = ({ fact }: Cell): boolean => fact.state === 'known';
