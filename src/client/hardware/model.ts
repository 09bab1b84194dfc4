import type { Fact, InventorySection, Problem } from '../../contract/index.ts';

/** What a value means beyond itself; `main` is what the eye looks for first. Never told by colour alone. */
export type Mood = 'main' | 'good' | 'warning' | 'bad';

/** What is shown of one property, units included. */
export interface Cell {
  fact: Fact<string>;
  mood?: Mood | undefined;
}

export interface Field {
  label: string;
  cell: Cell;
}

export interface Column {
  title: string;
  /** Columns with a lower number get their place first; the first column always has one. */
  rank: number;
  /** The most columns of text that it is worth. */
  most: number;
  align?: 'left' | 'right' | undefined;
}

/** One device, or whatever else a table lists. */
export interface Row {
  /** One for each column; `undefined` where there is nothing to say. */
  cells: readonly (Cell | undefined)[];
  /** How deep it is in a tree; 0 elsewhere. */
  depth: number;
  problems: readonly Problem[];
}

/** A part of a section. Every view draws these in its own way; none has to know about hardware. */
export type Block =
  | { kind: 'fields'; title?: string | undefined; fields: readonly Field[] }
  | { kind: 'text'; title: string; cell: Cell }
  | {
      kind: 'table';
      title?: string | undefined;
      columns: readonly Column[];
      rows: readonly Row[];
      /** What to say where there is no row. */
      none: string;
      /** What is the same for all rows, and said once. */
      notes: readonly Field[];
    };
export type Table = Extract<Block, { kind: 'table' }>;

/** One section of the inventory, ready to be drawn. */
export interface HardwareSection {
  id: InventorySection;
  title: string;
  /** How many devices it has, where it is a list of them. */
  count: number | undefined;
  blocks: readonly Block[];
}
