import { describe, expect, test } from 'vitest';
import { showFact } from '../../../../src/screens/desk/facts.ts';
import { formatAge, formatSince } from '../../../../src/screens/desk/format.ts';
import { operationTitle } from '../../../../src/screens/desk/operations.ts';
import { formatLocation } from '../../../../src/screens/desk/problems.ts';
import { span } from '../../../../src/ui/text/line.ts';

const now = new Date('2026-03-02T12:00:00');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

describe('figures', () => {
  test.each([
    [30, ''],
    [-500, ''],
    [90, '1 min'],
    [7500, '2 h 5 min'],
    [200_000, '2 d 7 h'],
  ])('%i s ago is "%s"', (seconds, text) => expect(formatAge(ago(seconds), now)).toBe(text));

  test('a time is without its date on the same day only', () => {
    expect(formatSince(new Date('2026-03-02T09:05:00').toISOString(), now)).toBe('09:05');
    expect(formatSince(new Date('2026-03-01T09:05:00').toISOString(), now)).toBe('2026-03-01 09:05');
    expect(formatSince('nonsense', now)).toBe('nonsense');
  });
});

describe('a fact', () => {
  test('that is unknown is shown as unknown, with the reason, neither good nor bad', () => {
    expect(showFact({ state: 'unknown', reason: 'no such file' }, String, now)).toEqual([
      span('unknown', 'dim'),
      span(' (no such file)', 'dim'),
    ]);
  });

  test('that is stale says since when', () => {
    const since = new Date('2026-03-02T09:05:00').toISOString();
    expect(showFact({ state: 'stale', value: 4, since }, String, now)).toEqual([
      span('4'),
      span(' (stale since 09:05)', 'warning'),
    ]);
  });
});

describe('words', () => {
  test('name an operation, or leave it its name', () => {
    expect(operationTitle('guest.kill')).toBe('Force off the guest');
    expect(operationTitle('backup.run')).toBe('backup.run');
    expect(operationTitle('guest.toString')).toBe('guest.toString');
  });

  test('name a place in a file as editors do', () => {
    expect(formatLocation({ file: '/etc/a.yaml', line: 3, column: 7 })).toBe('/etc/a.yaml:3:7');
    expect(formatLocation({ file: '/etc/a.yaml', line: 3 })).toBe('/etc/a.yaml:3');
    expect(formatLocation({ file: '/etc/a.yaml', column: 7 })).toBe('/etc/a.yaml');
  });
});
