import type { Inventory, OpticalDrive } from '../../contract/index.ts';
import { cell, joined, plain } from './cells.ts';
import type { Block } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describeOpticalDrives = ({ opticalDrives }: Inventory): Block[] => [
  toTable(opticalDrives, columns, {
    none: 'No optical drive is seen.',
    problems: ({ problems }) => problems,
  }),
];

const formatKinds = (kinds: readonly string[]) => (kinds.length === 0 ? 'nothing' : kinds.join(', '));

const columns: ColumnOf<OpticalDrive>[] = [
  { title: 'Drive', rank: 0, most: 15, cell: ({ name }) => plain(name, 'main') },
  {
    title: 'Disc',
    rank: 1,
    most: 12,
    cell: ({ medium }) => cell(medium, (there) => (there ? 'inserted' : 'none')),
  },
  { title: 'Model', rank: 2, most: 40, cell: ({ vendor, model }) => joined(vendor, model) },
  { title: 'Bus', rank: 3, most: 12, cell: ({ bus }) => cell(bus) },
  { title: 'Firmware', rank: 4, most: 16, cell: ({ firmware }) => cell(firmware) },
  { title: 'Writes', rank: 5, most: 40, cell: ({ writes }) => cell(writes, formatKinds) },
  { title: 'Reads', rank: 6, most: 40, cell: ({ reads }) => cell(reads, formatKinds) },
];
