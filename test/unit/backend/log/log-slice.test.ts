import { expect, test } from 'vitest';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import { Logs } from '../../../../src/backend/engine/logger.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { LogSlice } from '../../../../src/backend/log/log-slice.ts';
import type { LogLevelRequest } from '../../../../src/contract/index.ts';
import { ManualClock } from '../../client/manual-clock.ts';

const by = { seat: 'tty1', role: 'technician' } as const;
const noLogs = { levels: () => ({}), setLevel: () => {} };

test('that the journal has grown is told at most once a second, and nothing when it has not', () => {
  const clock = new ManualClock();
  const bus = new Bus<Topics>(() => {});
  let told = 0;
  bus.on('log', () => void told++);
  const slice = new LogSlice({ bus, clock, logs: noLogs, list: async () => [] });
  for (let i = 0; i < 50; i++) slice.recorded();
  expect(told).toBe(1);
  clock.advance(1000);
  expect(told).toBe(2);
  clock.advance(1000);
  expect(told).toBe(2);
  expect(clock.pending).toEqual([]);
});

test('the number of lines is 200 unless asked otherwise, also when it comes as text', async () => {
  const asked: unknown[] = [];
  const slice = new LogSlice({
    bus: new Bus<Topics>(() => {}),
    clock: new ManualClock(),
    logs: noLogs,
    list: async (query) => {
      asked.push(query);
      return [];
    },
  });
  await slice.handlers['log.list']({ query: {} }, by);
  await slice.handlers['log.list']({ query: { limit: '5', after: 's=a' } }, by);
  expect(asked).toEqual([{ limit: 200 }, { limit: 5, after: 's=a' }]);
});

test('a part is told to write more, all parts are, and one that is not there is refused', async () => {
  const logs = new Logs({ write: () => {}, withPriority: false, now: () => new Date(0) });
  logs.part('guest');
  logs.part('server');
  const slice = new LogSlice({
    bus: new Bus<Topics>(() => {}),
    clock: new ManualClock(),
    logs,
    list: async () => [],
  });
  const set = (body: LogLevelRequest) => slice.handlers['log.set-level']({ body }, by);
  expect(set({ level: 'debug', part: 'guest' })).toEqual({ levels: { guest: 'debug', server: 'info' } });
  expect(set({ level: 'warn' })).toEqual({ levels: { guest: 'warn', server: 'warn' } });
  expect(() => set({ level: 'debug', part: 'nothing' })).toThrow(
    expect.objectContaining({ code: 'log.unknown-part' }),
  );
  expect(slice.handlers['log.levels']({}, by)).toEqual({ levels: { guest: 'warn', server: 'warn' } });
});
