import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindToNodes, planCells } from '../../../../../src/backend/guest/plan/plan-cells.ts';
import { anyNodes, anyProcessors, nodeOf, processorsOf } from '../../../../support/any-machine.ts';

const memory = {
  reserveMiB: 0,
  reserveShare: 0,
  reserveMaxMiB: 0,
  minMiB: 64,
  hugePages: 'none',
} as const;
const mirror = { numa: 'mirror', memory } as const;
const two = [nodeOf(0, 32_000, '', [10, 21]), nodeOf(1, 32_000, '', [21, 10])];

describe("the guest's NUMA cells", () => {
  it("are the box's nodes, with their processors, memory and distances", () => {
    expect(
      planCells(
        two,
        processorsOf(2, 2, 2).sort((a, b) => a.socket - b.socket),
        60_000,
        mirror,
      ),
    ).toEqual({
      cells: [
        {
          id: 0,
          cpus: '0-3',
          memoryMiB: 30_000,
          hostNode: 0,
          distances: [
            { id: 0, value: 10 },
            { id: 1, value: 21 },
          ],
        },
        {
          id: 1,
          cpus: '4-7',
          memoryMiB: 30_000,
          hostNode: 1,
          distances: [
            { id: 0, value: 21 },
            { id: 1, value: 10 },
          ],
        },
      ],
      problems: [],
    });
  });
  it('are none on a box with one node, or where the policy wants none', () => {
    expect(planCells(two.slice(0, 1), processorsOf(1, 2, 1), 1000, mirror).cells).toEqual([]);
    expect(planCells(two, processorsOf(2, 2, 1), 1000, { ...mirror, numa: 'none' }).cells).toEqual([]);
  });
  it('take the processors of a node without memory to the nearest', () => {
    const nodes = [
      nodeOf(0, 0, '', [10, 31, 20]),
      nodeOf(1, 16_000, '', [31, 10, 30]),
      nodeOf(2, 16_000, '', [20, 30, 10]),
    ];
    const { cells } = planCells(nodes, processorsOf(3, 2, 1), 20_000, mirror);
    expect(cells.map(({ hostNode, cpus }) => [hostNode, cpus])).toEqual([
      [1, '2-3'],
      [2, '0-1,4-5'],
    ]);
  });
  it('are without processors where the node is one of memory', () => {
    const { cells } = planCells([...two, nodeOf(4, 8000)], processorsOf(2, 2, 1), 60_000, mirror);
    expect(cells.map(({ id, hostNode, cpus }) => [id, hostNode, cpus])).toEqual([
      [0, 0, '0-1'],
      [1, 1, '2-3'],
      [2, 4, ''],
    ]);
    expect(cells.every(({ distances }) => distances.length === 0)).toBe(true);
  });
  it('are none, with a warning, when the box does not say what its nodes have', () => {
    const silent = { ...nodeOf(1, 0), totalMiB: { state: 'unknown' } as const };
    for (const plan of [
      planCells([nodeOf(0, 32_000), silent], processorsOf(2, 2, 1), 1000, mirror),
      planCells(two, [], 1000, mirror),
      planCells(two, processorsOf(2, 2, 1), 70_000, mirror),
    ]) {
      expect(plan.cells).toEqual([]);
      expect(plan.problems.map(({ code, severity }) => [code, severity])).toEqual([
        ['guest.numa-unclear', 'warning'],
      ]);
    }
  });
  it('leave out distances that QEMU refuses', () => {
    for (const value of [10, 9, 255]) {
      const nodes = [nodeOf(0, 32_000, '', [10, value]), nodeOf(1, 32_000, '', [21, 10])];
      expect(planCells(nodes, processorsOf(2, 2, 1), 1000, mirror).cells[0]?.distances).toEqual([]);
    }
  });
  it('hold every processor once and all of the memory, on any machine', () => {
    const sizes = fc.constantFrom('none' as const, '1GiB' as const);
    fc.assert(
      fc.property(anyNodes, anyProcessors, fc.nat(1 << 20), sizes, (nodes, hosts, mib, hugePages) => {
        const memoryMiB = mib * 1024;
        const { cells } = planCells(nodes, hosts, memoryMiB, { ...mirror, memory: { ...memory, hugePages } });
        if (cells.length === 0) return;
        expect(cells.length).toBeGreaterThan(1);
        expect(cells.reduce((sum, cell) => sum + cell.memoryMiB, 0)).toBe(memoryMiB);
        expect(cells.map(({ id }) => id)).toEqual([...cells.keys()]);
        const cpus = cells.flatMap((cell) => expand(cell.cpus)).sort((a, b) => a - b);
        expect(cpus).toEqual([...hosts.keys()]);
        for (const { hostNode, memoryMiB: part } of cells) {
          const node = nodes.find(({ id }) => id === hostNode);
          expect(part).toBeLessThanOrEqual(node?.totalMiB.state === 'known' ? node.totalMiB.value : 0);
        }
      }),
    );
  });
});

describe('processors that are kept on their nodes', () => {
  it('may be on any of the node', () => {
    const processors = processorsOf(2, 2, 1);
    expect(bindToNodes(processors.slice(1), processors)).toEqual([
      { vcpu: 0, cpuset: '0-1' },
      { vcpu: 1, cpuset: '2-3' },
      { vcpu: 2, cpuset: '2-3' },
    ]);
  });
});

const expand = (list: string): number[] =>
  list
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
