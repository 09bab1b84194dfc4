import { type Line, type Piece, widthOf } from './text.ts';

const GAP = '  ';

/** Rows with every column as wide as its widest cell. */
export function renderRows(rows: readonly (readonly Line[])[], indent = ''): Line[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
  }
  return rows.map((row) => [
    indent,
    ...row.flatMap((cell, i): Piece[] =>
      i === row.length - 1
        ? [cell].flat()
        : [...[cell].flat(), ' '.repeat((widths[i] ?? 0) - widthOf(cell)), GAP],
    ),
  ]);
}

/** A table under its headings, or `none` when it has no rows. */
export function renderTable(
  headings: readonly string[],
  rows: readonly (readonly Line[])[],
  indent = '',
): Line[] {
  if (rows.length === 0) return [`${indent}none`];
  return renderRows([headings.map((text): Piece => ({ text, tone: 'dim' })), ...rows], indent);
}
