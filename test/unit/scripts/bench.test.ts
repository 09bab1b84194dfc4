import { describe, expect, it } from 'vitest';
import { toMedian, toRow, toTable } from '../../../scripts/bench/figure.ts';
import {
  parseCpuTicks,
  parseNodeOptions,
  parseSmapsRollup,
  parseStartSeconds,
} from '../../../scripts/bench/parse-proc.ts';

describe('a figure', () => {
  const figure = { name: 'first frame', value: 120, unit: 'ms', goal: 150, note: 'on a pty' } as const;

  it('has its ratio to what was measured beside it, and whether the goal is met', () => {
    const row = toRow({ ...figure, against: { name: 'node -e 0', value: 40 } });
    expect(row).toMatchObject({ ratio: 3, isWithinGoal: true });
    expect(toTable([row])).toContain('first frame  120 ms    ≤ 150 ms  3.00 × node -e 0 (40.0 ms)');
  });

  it('says so when it misses its goal', () => {
    expect(toTable([toRow({ ...figure, value: 151 })])).toContain('> 150 ms');
  });

  it('is a median, so that one slow run changes nothing', () => {
    expect(toMedian([5, 900, 4])).toBe(5);
    expect(toMedian([1, 2, 3, 4])).toBe(2.5);
  });
});

describe('what Linux tells about a process', () => {
  it('is its memory in bytes', () => {
    const text = 'Rss:              91244 kB\nPss:              70000 kB\nAnonymous:    43000 kB\n';
    expect(parseSmapsRollup(text)).toEqual({ rss: 91244 * 1024, pss: 70000 * 1024, anonymous: 43000 * 1024 });
    expect(() => parseSmapsRollup('')).toThrow('smaps_rollup has no Rss');
  });

  it('is its CPU time, whatever the program is called', () => {
    const stat = '12 (a) b (c) S 1 12 12 0 -1 4194304 9 0 0 0 70 30 5 1 20 0 11 0 100 1 1';
    expect(parseCpuTicks(stat)).toBe(106);
    expect(parseStartSeconds(stat)).toBe(1);
  });
});

describe("Node's options in a unit", () => {
  it('are those between Node and the script', () => {
    expect(parseNodeOptions('Type=notify\nExecStart=/a/node --x=1 --y /a/b.js --seat %i\n')).toEqual([
      '--x=1',
      '--y',
    ]);
    expect(parseNodeOptions('ExecStart=/a/node /a/b.js\n')).toEqual([]);
  });
});
