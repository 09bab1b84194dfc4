import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../../src/client/hardware/cells.ts';
import type { Table } from '../../../../src/client/hardware/model.ts';
import { describeSection } from '../../../../src/client/hardware/sections.ts';
import { toRanges } from '../../../../src/client/hardware/to-ranges.ts';
import type {
  Inventory,
  InventorySection,
  MemoryModule,
  Sensor,
  UsbDevice,
} from '../../../../src/contract/index.ts';
import { largeInventory } from '../../../support/large-inventory.ts';
import { sample } from '../../../support/samples.ts';

const blocks = (inventory: Inventory, id: InventorySection) => describeSection(inventory, id).blocks;
const table = (inventory: Inventory, id: InventorySection, title?: string): Table => {
  const found = blocks(inventory, id).find((block) => block.kind === 'table' && block.title === title);
  if (found?.kind !== 'table') throw new Error(`${id} has no table ${title}`);
  return found;
};
const rows = (each: Table) =>
  each.rows.map(({ cells }) => cells.map((cell) => (cell === undefined ? '' : textOf(cell) || 'unknown')));
const column = (each: Table, title: string) => {
  const at = each.columns.findIndex((one) => one.title === title);
  return each.rows.map(({ cells }) => cells[at]);
};

describe('processors', () => {
  test('are a row for each socket and node, however many there are', () => {
    expect(rows(table(largeInventory(), 'cpu', 'Topology'))).toEqual([
      ['0', '0', '64', '0-63,128-191'],
      ['1', '1', '64', '64-127,192-255'],
    ]);
  });

  test('are written as ranges that say the same as the list', () => {
    const expand = (text: string) =>
      text
        .split(',')
        .filter(Boolean)
        .flatMap((range) => {
          const [from = '', to = from] = range.split('-');
          return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
        });
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(300)), (ids) => {
        expect(expand(toRanges(ids))).toEqual([...ids].sort((a, b) => a - b));
      }),
    );
    expect(toRanges([3, 1, 2, 2, 9])).toBe('1-3,9');
  });
});

describe('memory', () => {
  test('counts its slots, and adds up what is in them', () => {
    const [fields] = blocks(largeInventory(), 'memory');
    expect(fields).toMatchObject({
      fields: expect.arrayContaining([
        { label: 'Slots', cell: { fact: { state: 'known', value: '32 slots, 16 used, 256 GiB in all' } } },
      ]),
    });
  });

  test('says of an empty slot that it is empty, and nothing else', () => {
    const [, empty] = rows(table(sample.inventory(), 'memory', 'Modules'));
    expect(empty?.filter(Boolean)).toEqual(['DIMM_B1', 'the slot is empty', 'P0_Node0_Channel1']);
  });

  test('does not call a module of unknown size empty, nor add it up', () => {
    const inventory = sample.inventory();
    const [module] = inventory.memory.modules;
    inventory.memory.modules = [{ ...(module as MemoryModule), sizeMiB: { state: 'unknown' } }];
    expect(rows(table(inventory, 'memory', 'Modules'))[0]).toContain('M393A2K43DB3-CWE');
    expect(JSON.stringify(blocks(inventory, 'memory'))).toContain('"1 slot, 1 used"');
  });
});

describe('sensors', () => {
  const [first] = sample.inventory().sensors;
  const condition = (change: Partial<Sensor>) => {
    const inventory = { ...sample.inventory(), sensors: [{ ...(first as Sensor), ...change }] };
    return column(table(inventory, 'sensors'), 'Condition')[0];
  };
  const known = <T>(value: T) => ({ state: 'known' as const, value });
  const unknown = { state: 'unknown' as const };

  test.each<[string, Partial<Sensor>, string, string | undefined]>([
    ['below its limits', {}, 'normal', 'good'],
    ['in alarm', { alarm: known(true) }, 'ALARM', 'bad'],
    ['at its high limit', { value: known(85) }, 'high', 'warning'],
    ['at its low limit', { low: 41 }, 'low', 'warning'],
    ['above its critical limit', { value: known(96) }, 'CRITICAL', 'bad'],
    ['without limits and alarm', { high: undefined, critical: undefined, alarm: unknown }, '', undefined],
    ['not readable and without an alarm', { value: unknown, alarm: unknown }, '', undefined],
  ])('one that is %s says so', (_, change, text, mood) => {
    const cell = condition(change);
    expect({ text: cell && textOf(cell), mood: cell?.mood }).toEqual({ text, mood });
  });

  test('have the unit of their kind', () => {
    const sensors = (['temperature', 'fan', 'voltage', 'current', 'power', 'humidity'] as const).map(
      (kind) => ({
        ...(first as Sensor),
        kind,
        value: known(1.5),
      }),
    );
    const values = column(table({ ...sample.inventory(), sensors }, 'sensors'), 'Value');
    expect(values.map((cell) => cell && textOf(cell))).toEqual([
      '1.5 °C',
      '1.5 rpm',
      '1.5 V',
      '1.5 A',
      '1.5 W',
      '1.5 %',
    ]);
  });
});

test('a sensor is told from its like on another chip by the device that it watches', () => {
  const inventory = sample.inventory();
  const [first] = inventory.sensors as [Sensor];
  const sensors = [
    { ...first, device: 'coretemp.1' },
    { ...first, chip: 'nct6799', device: 'nct6775.2592' },
  ];
  const each = table({ ...inventory, sensors }, 'sensors');
  expect(column(each, 'Place').map((cell) => cell && textOf(cell))).toEqual(['coretemp.1', 'nct6775.2592']);
  expect(column(each, 'Chip').map((cell) => cell && textOf(cell))).toEqual([undefined, 'nct6799']);
});

describe('USB devices', () => {
  const [device] = sample.inventory().usb;
  const make = (path: string, parent?: string): UsbDevice => ({
    ...(device as UsbDevice),
    path,
    ...(parent === undefined ? {} : { parent }),
  });
  const tree = (usb: UsbDevice[]) => {
    const each = table({ ...sample.inventory(), usb }, 'usb');
    return each.rows.map(({ depth, cells: [first] }) => `${' '.repeat(depth)}${first && textOf(first)}`);
  };

  test('are below the hub that they are plugged into, wherever that is in the list', () => {
    expect(tree([make('1-4.2', '1-4'), make('usb1'), make('1-2', 'usb1'), make('1-4', 'usb1')])).toEqual([
      'usb1',
      ' 1-2',
      ' 1-4',
      '  1-4.2',
    ]);
  });

  test('are all shown, whatever they claim to be plugged into', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const list = fc.uniqueArray(fc.tuple(name, fc.option(name, { nil: undefined })), {
      selector: ([path]) => path,
    });
    fc.assert(
      fc.property(list, (devices) => {
        const shown = tree(devices.map(([path, parent]) => make(path, parent)));
        expect(shown.map((line) => line.trim()).sort()).toEqual(devices.map(([path]) => path).sort());
      }),
    );
  });
});

describe('disks', () => {
  test('that say they are failing are told from those that say nothing', () => {
    const inventory = sample.inventory();
    const [disk] = inventory.disks;
    if (disk === undefined) throw new Error('the sample has a disk');
    const disks = [
      { ...disk, smart: { state: 'known' as const, value: { passed: false, badSectors: 9 } } },
      { ...disk, smart: { state: 'unknown' as const, reason: 'smartctl is not installed' } },
    ];
    const health = column(table({ ...inventory, disks }, 'disks'), 'Health');
    expect(health).toEqual([
      { fact: { state: 'known', value: 'FAILING' }, mood: 'bad' },
      { fact: { state: 'unknown', reason: 'smartctl is not installed' } },
    ]);
    expect(column(table({ ...inventory, disks }, 'disks'), 'Bad sectors')).toEqual([
      { fact: { state: 'known', value: '9' }, mood: 'warning' },
      undefined,
    ]);
  });
});

describe('a table', () => {
  test('says once what is unknown of all its devices for the same reason', () => {
    const inventory = sample.inventory();
    const reason = 'the box has no IOMMU';
    inventory.pci = inventory.pci.map((each) => ({ ...each, iommuGroup: { state: 'unknown', reason } }));
    const pci = table(inventory, 'pci');
    expect(pci.columns.map(({ title }) => title)).not.toContain('IOMMU group');
    expect(pci.notes).toEqual([{ label: 'IOMMU group', cell: { fact: { state: 'unknown', reason } } }]);
  });

  test('has its problems beside the device that has them', () => {
    const [first, second] = table(sample.inventory(), 'nics').rows;
    expect([first?.problems.length, second?.problems.length]).toEqual([0, 1]);
  });
});

test('every section of the contract is described, with as many devices as there are', () => {
  const inventory = sample.inventory();
  const counts = (['nics', 'disks', 'pci', 'cpu'] as const).map((id) => describeSection(inventory, id).count);
  expect(counts).toEqual([2, 2, 2, undefined]);
});
