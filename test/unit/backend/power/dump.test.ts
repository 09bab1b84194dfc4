import { describe, expect, test } from 'vitest';
import { type DumpFacts, planDump } from '../../../../src/backend/power/dump/plan-dump.ts';

const MiB = 1024 ** 2;
const at = new Date('2026-05-04T10:11:12.345Z');
const file = (day: number, bytes = 100 * MiB) => ({
  name: `guest-2026050${day}T000000Z.kdump`,
  bytes,
  changedAt: day,
});
const facts = (change: Partial<DumpFacts>): DumpFacts => ({
  ...{ keep: 2, memoryBytes: 1024 * MiB, freeBytes: 4096 * MiB, files: [], at },
  ...change,
});

describe('a dump of the memory', () => {
  test('is not written when none is kept', () => {
    expect(planDump(facts({ keep: 0 }))).toEqual({ kind: 'none' });
  });

  test('is named after the moment of the stop', () => {
    expect(planDump(facts({}))).toEqual({
      ...{ kind: 'write', name: 'guest-20260504T101112Z.kdump', removeFirst: [], removeAfter: [] },
    });
  });

  test('takes the place of the oldest, which goes only when the new one is there', () => {
    const files = [file(2), file(3), file(1)];
    expect(planDump(facts({ files }))).toMatchObject({
      ...{ removeFirst: [], removeAfter: [file(2).name, file(1).name] },
    });
  });

  test('has old ones go before it where there is no other room, but never the newest', () => {
    const files = [file(1), file(2), file(3)];
    const short = { memoryBytes: 1024 * MiB, files, freeBytes: (1024 + 16 + 256 - 150) * MiB };
    expect(planDump(facts({ ...short }))).toMatchObject({
      ...{ kind: 'write', removeFirst: [file(1).name, file(2).name], removeAfter: [] },
    });
    expect(planDump(facts({ ...short, freeBytes: short.freeBytes - 60 * MiB }))).toEqual({
      ...{ kind: 'no-room', neededBytes: (1024 + 16 + 256) * MiB },
    });
    expect(planDump(facts({ ...short, keep: 1, files: [file(3)] }))).toMatchObject({ kind: 'no-room' });
  });

  test('leaves files of others alone', () => {
    const files = [
      { name: '../etc', bytes: MiB, changedAt: 0 },
      { name: 'notes.txt', bytes: MiB, changedAt: 0 },
    ];
    expect(planDump(facts({ keep: 1, files }))).toMatchObject({ removeFirst: [], removeAfter: [] });
  });
});
