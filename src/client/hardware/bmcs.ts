import type { Bmc, Inventory } from '../../contract/index.ts';
import { cell, plain } from './cells.ts';
import type { Block } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describeBmcs = ({ bmcs }: Inventory): Block[] => [
  toTable(bmcs, columns, {
    none: 'No management controller is seen.',
    problems: ({ problems }) => problems,
  }),
];

const columns: ColumnOf<Bmc>[] = [
  { title: 'Controller', rank: 0, most: 20, cell: ({ name }) => plain(name, 'main') },
  { title: 'IPMI', rank: 1, most: 8, cell: ({ ipmiVersion }) => cell(ipmiVersion) },
  { title: 'Firmware', rank: 2, most: 16, cell: ({ firmware }) => cell(firmware) },
  { title: 'Maker', rank: 3, most: 16, cell: ({ manufacturerId }) => cell(manufacturerId) },
  { title: 'Product', rank: 4, most: 16, cell: ({ productId }) => cell(productId) },
];
