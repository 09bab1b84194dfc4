import { Bus } from './engine/bus.ts';
import type { Clock } from './engine/clock.ts';
import { Logs } from './engine/logger.ts';
import type { Topics } from './engine/topics.ts';
import { runCommand } from './host/commands.ts';
import { listJournal } from './log/list-journal.ts';
import { LogSlice } from './log/log-slice.ts';
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
  const slice = new LogSlice({
    bus,
    clock,
    list: async (query) => ring?.list(query) ?? (await listJournal(runCommand, { unit, ...query })),
  });
  return { logs, slice, bus };
}
