import { expect, test } from 'vitest';
import { type LogRecord, Logs } from '../../../../src/backend/engine/logger.ts';

function record(options: { withPriority?: boolean } = {}) {
  const lines: string[] = [];
  const records: LogRecord[] = [];
  const logs = new Logs({
    write: (line) => lines.push(line),
    withPriority: options.withPriority ?? false,
    now: () => new Date(0),
    onRecord: (each) => records.push(each),
  });
  return { logs, lines, records };
}

test('a line says level, part, message and fields, and can be parsed', () => {
  const { logs, lines } = record();
  logs.part('guest').warn('The guest is away', { name: 'guest' });
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    part: 'guest',
    name: 'guest',
    message: 'The guest is away',
  });
});

test.each([
  ['debug', 7],
  ['info', 6],
  ['warn', 4],
  ['error', 3],
] as const)('journald is told that %s is syslog severity %i', (level, priority) => {
  const { logs, lines } = record({ withPriority: true });
  logs.setLevel('debug');
  logs.part('guest')[level]('x');
  expect(lines[0]).toMatch(new RegExp(`^<${priority}>\\{.*\\}$`));
});

test("one part's level changes while it runs, for loggers that were handed out before as well", () => {
  const { logs, lines } = record();
  const guest = logs.part('guest');
  const server = logs.part('server');
  logs.setLevel('debug', 'guest');
  guest.debug('seen');
  server.debug('unseen');
  expect(lines).toHaveLength(1);
  expect(logs.levels()).toEqual({ guest: 'debug', server: 'info' });
});

test('a level for all parts holds for those to come too', () => {
  const { logs, lines, records } = record();
  logs.part('early');
  logs.setLevel('error');
  logs.part('early').warn('unseen');
  logs.part('late').warn('unseen');
  expect(lines).toEqual([]);
  expect(records).toEqual([]);
});

test('a message stays one safe line', () => {
  const { logs, lines, records } = record();
  logs.part('guest').info('from the guest: \u001b]0;pwned\u0007\nnext');
  expect(lines[0]).not.toContain('\n');
  expect(records[0]?.message).toBe('from the guest:  next');
});
