import type { Disk, Inventory, Smart } from '../../contract/index.ts';
import { formatBytes, formatYesNo } from '../units.ts';
import { cell, plain } from './cells.ts';
import type { Block, Cell, Mood } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describeDisks = ({ disks }: Inventory): Block[] => [
  toTable(disks, columns, { none: 'No disk is seen.', problems: ({ problems }) => problems }),
];

/** One figure of what the disk says of itself; nothing where it does not give that one, or says nothing at all. */
const figure =
  (pick: (smart: Smart) => number | undefined, unit: string, toMood?: (value: number) => Mood | undefined) =>
  ({ smart }: Disk): Cell | undefined => {
    const value = smart.state === 'unknown' ? undefined : pick(smart.value);
    if (smart.state === 'unknown' || value === undefined) return undefined;
    return cell({ ...smart, value }, (number) => `${number}${unit}`, toMood);
  };

const formatSector = (bytes: number) => `${bytes} B`;

const columns: ColumnOf<Disk>[] = [
  { title: 'Disk', rank: 0, most: 15, cell: ({ name }) => plain(name, 'main') },
  { title: 'Size', rank: 1, most: 10, align: 'right', cell: ({ sizeBytes }) => cell(sizeBytes, formatBytes) },
  { title: 'Use', rank: 4, most: 6, cell: ({ boot }) => plain(boot ? 'box' : '') },
  {
    title: 'Health',
    rank: 2,
    most: 10,
    cell: ({ smart }) =>
      cell(
        smart,
        ({ passed }) => (passed ? 'good' : 'FAILING'),
        ({ passed }) => (passed ? 'good' : 'bad'),
      ),
  },
  { title: 'Model', rank: 3, most: 40, cell: ({ model }) => cell(model) },
  { title: 'Serial', rank: 5, most: 30, cell: ({ serial }) => cell(serial) },
  { title: 'Bus', rank: 6, most: 12, cell: ({ bus }) => cell(bus) },
  {
    title: 'Kind',
    rank: 7,
    most: 12,
    cell: ({ rotational }) => cell(rotational, (rotates) => (rotates ? 'rotating' : 'solid state')),
  },
  { title: 'Temperature', rank: 8, most: 11, cell: figure(({ temperatureC }) => temperatureC, ' °C') },
  { title: 'Powered on', rank: 9, most: 10, cell: figure(({ powerOnHours }) => powerOnHours, ' h') },
  {
    title: 'Worn',
    rank: 10,
    most: 6,
    cell: figure(
      ({ wearPercent }) => wearPercent,
      ' %',
      (percent) => (percent >= 100 ? 'warning' : undefined),
    ),
  },
  {
    title: 'Bad sectors',
    rank: 11,
    most: 11,
    cell: figure(
      ({ badSectors }) => badSectors,
      '',
      (count) => (count > 0 ? 'warning' : undefined),
    ),
  },
  { title: 'Removable', rank: 12, most: 9, cell: ({ removable }) => cell(removable, formatYesNo) },
  { title: 'Read-only', rank: 13, most: 9, cell: ({ readOnly }) => cell(readOnly, formatYesNo) },
  { title: 'Sector', rank: 14, most: 8, cell: ({ sectorBytes }) => cell(sectorBytes, formatSector) },
  {
    title: 'Physical sector',
    rank: 15,
    most: 15,
    cell: ({ physicalSectorBytes }) => cell(physicalSectorBytes, formatSector),
  },
  { title: 'Firmware', rank: 16, most: 20, cell: ({ firmware }) => cell(firmware) },
  { title: 'WWN', rank: 17, most: 40, cell: ({ wwn }) => cell(wwn) },
];
