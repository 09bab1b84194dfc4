import { describe, expect, it } from 'vitest';
import { filesOf as filesOfRecord } from '../../../../src/backend/host/record/files-of.ts';
import {
  parseDistances,
  parseMemory,
  parsePageFolder,
} from '../../../../src/backend/inventory/parse-memory.ts';
import { readHugePages } from '../../../../src/backend/inventory/read-huge-pages.ts';
import { readNumaNodes } from '../../../../src/backend/inventory/read-numa-nodes.ts';
import { known, unknown } from '../../../../src/contract/index.ts';
import { type MachineFiles, unreadable } from '../../../support/machine/entries.ts';
import { memory } from '../../../support/machine/memory.ts';

const filesOf = (files: MachineFiles) => filesOfRecord({ version: 1, files, commands: [] });
const node = (id: number, name: string) => `/sys/devices/system/node/node${id}/${name}`;

describe('words of the kernel about memory', () => {
  it('are read of the machine and of a node', () => {
    expect(parseMemory('MemTotal:       4022000 kB\nMemFree: 1 kB\n', 'MemTotal')).toBe(3927);
    expect(parseMemory('Node 1 MemTotal:       2048 kB\n', 'MemTotal')).toBe(2);
    expect(parseMemory('SwapTotal: 5 kB', 'MemTotal')).toBeUndefined();
  });
  it('name the sizes of pages', () => {
    expect(
      ['hugepages-2048kB', 'hugepages-1048576kB', 'hugepages-0kB', 'power'].map(parsePageFolder),
    ).toEqual([2048, 1048576, undefined, undefined]);
  });
  it('tell one distance for each node', () => {
    expect(parseDistances('10 21\n', 2)).toEqual([10, 21]);
    expect([parseDistances('10\n', 2), parseDistances('', 0), parseDistances('10 x', 2)]).toEqual(
      Array(3).fill(undefined),
    );
  });
});

it('counts huge pages of each size, the small first', async () => {
  const files = filesOf(memory(8_000_000, [], { 1048576: [2, 1], 2048: [512, 500] }));
  expect(await readHugePages(files, '/sys/kernel/mm/hugepages')).toEqual([
    { sizeKiB: 2048, total: known(512), free: known(500) },
    { sizeKiB: 1048576, total: known(2), free: known(1) },
  ]);
  expect(await readHugePages(files, '/sys/nowhere')).toEqual([]);
});

describe('NUMA nodes', () => {
  it('keep their numbers, with holes, and one that is memory only', async () => {
    const { [node(1, 'meminfo')]: meminfo = '', ...tree } = memory(3_000_000, [
      { totalKiB: 1_000_000, cpus: '0-1', distances: [10, 17], hugePages: { 2048: [8, 3] } },
      { totalKiB: 2_000_000, cpus: '' },
    ]);
    delete tree[node(1, 'cpulist')];
    const files = filesOf({
      ...tree,
      [node(4, 'meminfo')]: meminfo,
      [node(4, 'cpulist')]: '\n',
      [node(4, 'distance')]: '17 10\n',
      '/sys/devices/system/node/has_cpu': '0\n',
    });
    expect(await readNumaNodes(files)).toEqual({
      nodes: [
        {
          id: 0,
          totalMiB: known(976),
          cpus: '0-1',
          distances: known([10, 17]),
          hugePages: [{ sizeKiB: 2048, total: known(8), free: known(3) }],
        },
        { id: 4, totalMiB: known(1953), cpus: '', distances: known([17, 10]), hugePages: [] },
      ],
      problems: [],
    });
  });

  it('that do not say their processors are kept, with a problem', async () => {
    const files = filesOf({
      ...memory(2_000_000, [
        { totalKiB: 1_000_000, cpus: '0-1' },
        { totalKiB: 1_000_000, cpus: '' },
      ]),
      [node(1, 'cpulist')]: unreadable('EIO'),
      [node(1, 'distance')]: 'far\n',
    });
    const { nodes, problems } = await readNumaNodes(files);
    expect(nodes.map(({ id, cpus }) => [id, cpus])).toEqual([
      [0, '0-1'],
      [1, ''],
    ]);
    expect(nodes[1]?.distances).toEqual(unknown('"far" makes no sense'));
    expect(problems.map(({ message }) => message)).toEqual([
      "NUMA node 1 does not say which processors it has, so that they count as node 0's",
    ]);
  });
});
