import type { Inventory, Nic } from '../../contract/index.ts';
import { formatSpeed } from '../units.ts';
import { cell, plain } from './cells.ts';
import type { Block } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describeNics = ({ nics }: Inventory): Block[] => [
  toTable(nics, columns, { none: 'The box has no NIC.', problems: ({ problems }) => problems }),
];

const columns: ColumnOf<Nic>[] = [
  { title: 'NIC', rank: 0, most: 15, cell: ({ name }) => plain(name, 'main') },
  {
    title: 'Link',
    rank: 1,
    most: 12,
    cell: ({ carrier }) =>
      cell(
        carrier,
        (up) => (up ? 'up' : 'down'),
        (up) => (up ? 'good' : 'warning'),
      ),
  },
  { title: 'Speed', rank: 3, most: 12, cell: ({ speedMbps }) => cell(speedMbps, formatSpeed) },
  { title: 'MAC address', rank: 2, most: 17, cell: ({ mac }) => cell(mac) },
  { title: 'Port', rank: 5, most: 16, cell: ({ port }) => cell(port) },
  {
    title: 'Bridge',
    rank: 4,
    most: 15,
    cell: ({ bridge }) => plain(bridge ?? 'none'),
  },
  { title: 'Driver', rank: 6, most: 16, cell: ({ driver }) => cell(driver) },
  { title: 'Position', rank: 7, most: 16, cell: ({ path }) => cell(path) },
  { title: 'Model', rank: 8, most: 50, cell: ({ model }) => cell(model) },
  { title: 'Duplex', rank: 9, most: 8, cell: ({ duplex }) => cell(duplex) },
  { title: 'MTU', rank: 10, most: 8, align: 'right', cell: ({ mtu }) => cell(mtu) },
  { title: 'Node', rank: 13, most: 8, align: 'right', cell: ({ node }) => cell(node) },
  { title: 'Permanent MAC', rank: 11, most: 17, cell: ({ permanentMac }) => cell(permanentMac) },
  { title: 'Firmware', rank: 12, most: 30, cell: ({ firmware }) => cell(firmware) },
  { title: 'Physical port', rank: 14, most: 24, cell: ({ physicalPortId }) => cell(physicalPortId) },
];
