import type { Gpu, Inventory } from '../../contract/index.ts';
import { cell, plain } from './cells.ts';
import type { Block } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describeGpus = ({ gpus }: Inventory): Block[] => [
  toTable(gpus, columns, { none: 'No graphics device is seen.', problems: ({ problems }) => problems }),
];

function describeConnectors({ connectors }: Gpu): string {
  const words = connectors.map(
    ({ name, status }) => `${name} ${status.state === 'unknown' ? 'unknown' : status.value}`,
  );
  return words.length === 0 ? 'none' : words.join(', ');
}

const columns: ColumnOf<Gpu>[] = [
  { title: 'Device', rank: 0, most: 16, cell: ({ name, address }) => plain(name ?? address ?? '?', 'main') },
  { title: 'Driver', rank: 2, most: 16, cell: ({ driver }) => cell(driver) },
  { title: 'Model', rank: 1, most: 60, cell: ({ model }) => cell(model) },
  { title: 'Connectors', rank: 3, most: 60, cell: (gpu) => plain(describeConnectors(gpu)) },
  {
    title: 'Address',
    rank: 4,
    most: 16,
    cell: ({ address }) => (address === undefined ? undefined : plain(address)),
  },
];
