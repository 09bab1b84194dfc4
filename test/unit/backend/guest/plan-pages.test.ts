import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planPages } from '../../../../src/backend/guest/plan-pages.ts';
import type { CellSpec } from '../../../../src/backend/guest/spec.ts';
import { known, type NumaNode } from '../../../../src/contract/index.ts';

const node = (id: number, mib: number): NumaNode => ({
  id,
  totalMiB: known(mib),
  cpus: '',
  distances: known([]),
  hugePages: [],
});
const cell = (id: number, hostNode: number, memoryMiB: number): CellSpec => ({
  id,
  cpus: '',
  memoryMiB,
  hostNode,
  distances: [],
});
const pages = (mib: number, hugePageKiB: number | null, cells: CellSpec[], nodes: NumaNode[]) => {
  const planned = planPages({ memory: { mib, hugePageKiB }, cells }, nodes);
  return planned === undefined ? undefined : [...planned.perNode];
};

it('is nothing for a guest in ordinary pages', () => {
  expect(pages(1024, null, [], [node(0, 4096)])).toBeUndefined();
});

it.each<[string, ...Parameters<typeof pages>, [number, number][]]>([
  ['of 2 MiB on the only node', 1024, 2048, [], [node(0, 4096)], [[0, 512]]],
  ['of 1 GiB on the only node', 3072, 1048576, [], [node(0, 4096)], [[0, 3]]],
  [
    'where the cells take their memory from',
    3072,
    2048,
    [cell(0, 1, 1024), cell(1, 2, 2048)],
    [],
    [
      [1, 512],
      [2, 1024],
    ],
  ],
  ['of two cells of one node together', 2048, 2048, [cell(0, 0, 1024), cell(1, 0, 1024)], [], [[0, 1024]]],
  [
    'in proportion to the nodes, for a guest with a single one',
    3072,
    2048,
    [],
    [node(0, 4096), node(1, 8192)],
    [
      [0, 512],
      [1, 1024],
    ],
  ],
  ['on the first node of a box that does not tell its nodes', 1024, 2048, [], [], [[0, 512]]],
])('are %s', (_, mib, kib, cells, nodes, expected) => {
  expect(pages(mib, kib, cells, nodes)).toEqual(expected);
});

it('hold the memory exactly, and no node gives more than it has', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 512 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 100 }),
      (gibs, percent) => {
        const nodes = gibs.map((gib, id) => node(id, gib * 1024));
        const total = gibs.reduce((sum, gib) => sum + gib, 0);
        const gib = Math.max(gibs.length, Math.floor((total * percent) / 100));
        const planned = pages(gib * 1024, 1048576, [], nodes) ?? [];
        expect(planned.reduce((sum, [, count]) => sum + count, 0)).toBe(gib);
        for (const [id, count] of planned) expect(count).toBeLessThanOrEqual(gibs[id] ?? 0);
      },
    ),
  );
});
