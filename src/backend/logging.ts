import { Bus } from './engine/bus.ts';
import type { Clock } from './engine/clock.ts';
import { Logs } from './engine/logger.ts';
import { oneAtATime } from './engine/one-at-a-time.ts';
import type { Topics } from './engine/topics.ts';
import { runCommand } from './host/commands.ts';
import { listJournal } from './log/list-journal.ts';
import { LogSlice, type LogSliceOptions } from './log/log-slice.ts';
import { LogRing } from './log/ring.ts';

export interface LoggingOptions {
  clock: Clock;
  write(line: string): void;
  /** Lines go to journald and are read from there; otherwise the last ones are kept in memory. */
  journal: boolean;
}

export interface Logging {
  logs: Logs;
  slice: LogSlice;
  bus: Bus<Topics>;
}

type LogQuery = Parameters<LogSliceOptions['list']>[0];

const unit = 'bezeld.service';
const ringSize = 1000;

/** The loggers of all parts, how their lines are read back, and the bus on which parts and seats hear of it. */
export function createLogging({ clock, write, journal }: LoggingOptions): Logging {
  const ring = journal ? undefined : new LogRing(ringSize);
  const logs = new Logs({
    write,
    withPriority: journal,
    now: () => clock.now(),
    onRecord: (record) => {
      ring?.add(record);
      slice.recorded();
    },
  });
  const bus = new Bus<Topics>((topic, error) =>
    logs.part('bus').error(`A listener to ${String(topic)} fails`, { error }),
  );
  // A reader that asks without end starts one journalctl after the other, never many.
  const listUnit = oneAtATime((query: LogQuery) => listJournal(runCommand, { unit, ...query }));
  const slice = new LogSlice({
    bus,
    clock,
    logs,
    list: async (query) => ring?.list(query) ?? (await listUnit(query)),
  });
  return { logs, slice, bus };
}
