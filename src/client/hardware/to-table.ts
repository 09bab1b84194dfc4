import type { Problem } from '../../contract/index.ts';
import type { Cell, Column, Field, Row, Table } from './model.ts';

/** A column and what it shows of a device. */
export interface ColumnOf<T> extends Column {
  cell(device: T): Cell | undefined;
}

interface Options<T> {
  title?: string;
  none: string;
  problems?(device: T): readonly Problem[];
  depth?(device: T): number;
}

/**
 * A table of devices. A column that has nothing to say of any of them is left out; one that is unknown for the same reason of all of
 * several is said once, in the notes.
 */
export function toTable<T>(
  devices: readonly T[],
  wanted: readonly ColumnOf<T>[],
  { title, none, problems = () => [], depth = () => 0 }: Options<T>,
): Table {
  const columns = wanted.map(({ cell, ...column }) => ({ column, cells: devices.map(cell) }));
  const said = columns.filter(({ cells }) => cells.some((each) => each !== undefined));
  const notes: Field[] = [];
  const shown = said.filter(({ column, cells }, i) => {
    const [first] = cells;
    const same =
      i > 0 && devices.length > 1 && first !== undefined && cells.every((each) => isSame(each, first));
    if (same) notes.push({ label: column.title, cell: first });
    return !same;
  });
  const rows = devices.map(
    (device, r): Row => ({
      cells: shown.map(({ cells }) => cells[r]),
      depth: depth(device),
      problems: problems(device),
    }),
  );
  return { kind: 'table', title, none, notes, rows, columns: shown.map(({ column }) => column) };
}

const isSame = (a: Cell | undefined, b: Cell): boolean =>
  a?.fact.state === 'unknown' &&
  b.fact.state === 'unknown' &&
  a.fact.reason !== undefined &&
  a.fact.reason === b.fact.reason;
