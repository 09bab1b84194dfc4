import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMemory, splitMemory } from '../../../../../src/backend/guest/plan/plan-memory.ts';

const policy = {
  reserveMiB: 1024,
  reserveShare: 0.05,
  reserveMaxMiB: 32_768,
  hugePages: 'none',
  minMiB: 256,
} as const;

describe('the memory', () => {
  it('is what the reserve leaves, in steps of 2 MiB', () => {
    expect(planMemory(4096, [], policy)).toBe(2866);
    expect(planMemory(4096, [], { ...policy, maxMiB: 1001 })).toBe(1000);
    expect(planMemory(512, [], policy)).toBe(0);
  });
  it('leaves the host no more than its ceiling', () => {
    expect(planMemory(2 << 20, [], policy)).toBe((2 << 20) - 32_768);
    expect(planMemory(65_536, [], { ...policy, reserveMaxMiB: 2048 })).toBe(65_536 - 2048);
  });
  it('is whole huge pages, as far as each node has whole ones', () => {
    expect(planMemory(65_536, [], { ...policy, hugePages: '1GiB' })).toBe(59 * 1024);
    expect(
      planMemory(4 * 1536, [1536, 1536, 1536, 1536], {
        ...policy,
        reserveMiB: 0,
        reserveShare: 0,
        hugePages: '1GiB',
      }),
    ).toBe(4 * 1024);
  });
  it('never takes from the reserve, never exceeds the limit, and is whole steps', () => {
    const anyPolicy = fc.record({
      reserveMiB: fc.nat(1 << 20),
      reserveMaxMiB: fc.nat(1 << 24),
      hugePages: fc.constantFrom('none' as const, '2MiB' as const, '1GiB' as const),
      reserveShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
      minMiB: fc.constant(64),
      maxMiB: fc.integer({ min: 64, max: 1 << 24 }),
    });
    fc.assert(
      fc.property(fc.nat(1 << 24), anyPolicy, (total, memory) => {
        const given = planMemory(total, [], memory);
        const reserve = Math.min(memory.reserveMiB + memory.reserveShare * total, memory.reserveMaxMiB);
        expect(given).toBeGreaterThanOrEqual(0);
        expect(given).toBeLessThanOrEqual(Math.max(0, total - reserve));
        expect(given).toBeLessThanOrEqual(memory.maxMiB);
        expect(given % (memory.hugePages === '1GiB' ? 1024 : 2)).toBe(0);
      }),
    );
  });
});

describe('memory that is split over nodes', () => {
  it('is in proportion to what they have', () => {
    expect(splitMemory(48_000, [32_768, 32_768], 2)).toEqual([24_000, 24_000]);
    expect(splitMemory(3000, [1000, 3000], 2)).toEqual([750, 2250]);
  });
  it('leaves no node empty, however little it has', () => {
    expect(splitMemory(1000, [2, 100_000], 2)).toEqual([2, 998]);
  });
  it('is not split when a node would stay empty, or they have too little', () => {
    expect(splitMemory(2, [100, 100], 2)).toBeUndefined();
    expect(splitMemory(100, [1, 1000], 2)).toBeUndefined();
    expect(splitMemory(400, [100, 100], 2)).toBeUndefined();
  });
  it('is exact, in whole steps, and never more than a node has', () => {
    const nodes = fc.array(fc.nat(1 << 22), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(nodes, fc.nat(1 << 24), fc.constantFrom(2, 1024), (nodesMiB, mib, stepMiB) => {
        const wanted = Math.floor(mib / stepMiB) * stepMiB;
        const whole = nodesMiB.map((node) => Math.floor(node / stepMiB));
        const isPossible =
          whole.every((steps) => steps > 0) &&
          wanted / stepMiB >= whole.length &&
          wanted / stepMiB <= whole.reduce((a, b) => a + b, 0);
        const parts = splitMemory(wanted, nodesMiB, stepMiB);
        expect(parts !== undefined).toBe(isPossible);
        if (parts === undefined) return;
        expect(parts.reduce((a, b) => a + b, 0)).toBe(wanted);
        for (const [index, part] of parts.entries()) {
          expect(part % stepMiB).toBe(0);
          expect(part).toBeGreaterThan(0);
          expect(part).toBeLessThanOrEqual(nodesMiB[index] ?? 0);
        }
      }),
    );
  });
});
