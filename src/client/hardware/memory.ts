import type { HugePages, Inventory, MemoryInventory, MemoryModule, NumaNode } from '../../contract/index.ts';
import { formatCount, formatKiB, formatMiB, formatYesNo } from '../units.ts';
import { cell, field, knownValue, plain } from './cells.ts';
import type { Block, Cell, Field } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export function describeMemory({ memory }: Inventory): Block[] {
  const { modules, numaNodes, hugePages } = memory;
  return [
    {
      kind: 'fields',
      fields: [
        field('Memory', memory.totalMiB, formatMiB, () => 'main'),
        field('Available to the host', memory.availableMiB, formatMiB),
        field('Error correction', memory.errorCorrection),
        ...describeSlots(memory),
      ],
    },
    toTable(modules, moduleColumns, { title: 'Modules', none: 'The firmware lists no module.' }),
    toTable(numaNodes, nodeColumns, { title: 'NUMA nodes', none: 'The box has no NUMA nodes.' }),
    toTable(hugePages, pageColumns, { title: 'Huge pages', none: 'The kernel has no huge pages.' }),
  ];
}

/** `24 slots, 12 used, 384 GiB in all`. */
function describeSlots({ modules }: MemoryInventory): Field[] {
  if (modules.length === 0) return [];
  const used = modules.filter((module) => !isEmpty(module));
  const sizes = used.map(({ sizeMiB }) => knownValue(sizeMiB));
  const sum = sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
  const all = sizes.includes(undefined) ? '' : `, ${formatMiB(sum)} in all`;
  return [
    {
      label: 'Slots',
      cell: plain(`${formatCount(modules.length, 'slot', 'slots')}, ${used.length} used${all}`),
    },
  ];
}

/** Nothing is known of what is in the slot: then the size says why, and the rest need not repeat it. */
const isEmpty = ({ slot: _, bank: _bank, ...facts }: MemoryModule): boolean =>
  Object.values(facts).every(({ state }) => state === 'unknown');

const size = ({ sizeMiB, ...rest }: MemoryModule): Cell =>
  isEmpty({ sizeMiB, ...rest }) && sizeMiB.state === 'unknown'
    ? plain(sizeMiB.reason ?? 'unknown')
    : cell(sizeMiB, formatMiB);

/** Of what is in the slot; of an empty one there is nothing to say. */
const inSlot = (show: (module: MemoryModule) => Cell) => (module: MemoryModule) =>
  isEmpty(module) ? undefined : show(module);

const formatTransfers = (megatransfers: number) => `${megatransfers} MT/s`;

const moduleColumns: ColumnOf<MemoryModule>[] = [
  { title: 'Slot', rank: 0, most: 20, cell: ({ slot }) => cell(slot, String, () => 'main') },
  { title: 'Size', rank: 1, most: 26, cell: size },
  { title: 'Type', rank: 3, most: 10, cell: inSlot(({ type }) => cell(type)) },
  {
    title: 'Runs at',
    rank: 4,
    most: 12,
    cell: inSlot(({ configuredSpeedMTs }) => cell(configuredSpeedMTs, formatTransfers)),
  },
  { title: 'Rated', rank: 6, most: 12, cell: inSlot(({ speedMTs }) => cell(speedMTs, formatTransfers)) },
  { title: 'ECC', rank: 5, most: 8, cell: inSlot(({ ecc }) => cell(ecc, formatYesNo)) },
  { title: 'Part number', rank: 2, most: 24, cell: inSlot(({ partNumber }) => cell(partNumber)) },
  { title: 'Serial', rank: 7, most: 24, cell: inSlot(({ serial }) => cell(serial)) },
  { title: 'Maker', rank: 8, most: 24, cell: inSlot(({ manufacturer }) => cell(manufacturer)) },
  { title: 'Bank', rank: 9, most: 24, cell: ({ bank }) => cell(bank) },
];

const nodeColumns: ColumnOf<NumaNode>[] = [
  { title: 'Node', rank: 0, most: 6, cell: ({ id }) => plain(String(id), 'main') },
  { title: 'Memory', rank: 1, most: 12, align: 'right', cell: ({ totalMiB }) => cell(totalMiB, formatMiB) },
  {
    title: 'Logical processors',
    rank: 2,
    most: 30,
    cell: ({ cpus }) => plain(cpus === '' ? 'none' : cpus),
  },
  {
    title: 'Distances',
    rank: 3,
    most: 30,
    cell: ({ distances }) => cell(distances, (all) => all.join(' ')),
  },
  { title: 'Huge pages', rank: 4, most: 40, cell: ({ hugePages }) => plain(describePages(hugePages)) },
];

/** `512 of 2 MiB`: the kinds of which there are any, or of which that is not known. */
function describePages(pages: readonly HugePages[]): string {
  const some = pages.filter(({ total }) => knownValue(total) !== 0);
  const texts = some.map(
    ({ sizeKiB, total }) => `${knownValue(total) ?? 'unknown'} of ${formatKiB(sizeKiB)}`,
  );
  return texts.length === 0 ? 'none' : texts.join(', ');
}

const pageColumns: ColumnOf<HugePages>[] = [
  { title: 'Size', rank: 0, most: 10, cell: ({ sizeKiB }) => plain(formatKiB(sizeKiB), 'main') },
  { title: 'Set aside', rank: 1, most: 10, align: 'right', cell: ({ total }) => cell(total) },
  { title: 'Free', rank: 2, most: 10, align: 'right', cell: ({ free }) => cell(free) },
];
