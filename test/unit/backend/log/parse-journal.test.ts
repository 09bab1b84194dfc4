import { expect, test } from 'vitest';
import { parseJournal } from '../../../../src/backend/log/parse-journal.ts';

const own = JSON.stringify({ level: 'warn', part: 'guest', name: 'x', message: 'The guest is away' });
const line = (fields: object): string =>
  JSON.stringify({
    __CURSOR: 's=1;i=2',
    __REALTIME_TIMESTAMP: '1795407077590076',
    SYSLOG_IDENTIFIER: 'node',
    PRIORITY: '6',
    ...fields,
  });
const one = (fields: object) => parseJournal(line(fields))[0];

test("the backend's own line has its level, part and message", () => {
  expect(one({ MESSAGE: own })).toEqual({
    cursor: 's=1;i=2',
    time: '2026-11-23T04:11:17.590Z',
    level: 'warn',
    part: 'guest',
    message: 'The guest is away',
  });
});

test('what systemd or a crashing Node says is shown under its own name', () => {
  expect(one({ MESSAGE: 'Started bezeld.service', SYSLOG_IDENTIFIER: 'systemd' })).toMatchObject({
    part: 'systemd',
    level: 'info',
    message: 'Started bezeld.service',
  });
});

test.each([
  ['0', 'error'],
  ['3', 'error'],
  ['4', 'warn'],
  ['5', 'info'],
  ['7', 'debug'],
  [undefined, 'info'],
] as const)('syslog severity %s is %s', (priority, level) => {
  expect(one({ MESSAGE: 'x', PRIORITY: priority })?.level).toBe(level);
});

test('bytes that are no text, and sequences for a terminal, are made harmless', () => {
  expect(one({ MESSAGE: [97, 27, 91, 50, 74, 98, 255] })?.message).toBe('ab\ufffd');
  expect(
    one({ MESSAGE: JSON.stringify({ part: 'a\u001b[1m', message: 'b\u009b2Jc', level: 'loud' }) }),
  ).toMatchObject({
    part: 'a',
    message: 'bc',
    level: 'info',
  });
});

test('a message that was cut or is missing is still an entry', () => {
  expect(one({ MESSAGE: own.slice(0, 20) })?.message).toBe(own.slice(0, 20));
  expect(one({ MESSAGE: null })?.message).toBe('');
  expect(one({ MESSAGE: ['first', 'second'] })?.message).toBe('first second');
});

test('a line that cannot be read hides no other', () => {
  const entries = parseJournal(
    ['no json', line({ MESSAGE: 'a' }), '{}', line({ MESSAGE: 'b' }), ''].join('\n'),
  );
  expect(entries.map((entry) => entry.message)).toEqual(['a', 'b']);
});
