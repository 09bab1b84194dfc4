import type { Inventory, Tpm } from '../../contract/index.ts';
import { cell, plain } from './cells.ts';
import type { Block } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describeTpms = ({ tpms }: Inventory): Block[] => [
  toTable(tpms, columns, { none: 'No TPM is seen.', problems: ({ problems }) => problems }),
];

const columns: ColumnOf<Tpm>[] = [
  { title: 'TPM', rank: 0, most: 15, cell: ({ name }) => plain(name, 'main') },
  { title: 'Version', rank: 1, most: 10, cell: ({ version }) => cell(version) },
  { title: 'Description', rank: 2, most: 60, cell: ({ description }) => cell(description) },
];
