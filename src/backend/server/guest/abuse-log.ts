import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';

/** What a guest does that no guest should. */
export type Abuse =
  | 'too-many-connections'
  | 'too-many-calls'
  | 'not-http'
  | 'too-slow'
  | 'too-large'
  | 'not-read'
  | 'stranger';

const words: Record<Abuse, string> = {
  'too-many-connections': 'holds too many connections',
  'too-many-calls': 'calls too often',
  'not-http': 'sends what is no request',
  'too-slow': 'does not end what it begins to ask',
  'too-large': 'sends too much in one request',
  'not-read': 'does not read what it is answered',
  stranger: 'is not the guest',
};

const everyMs = 60_000;

/** Writes each kind of abuse into the log at once, and after that once a minute at most, with how often it was. */
export class AbuseLog {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #who: string;
  readonly #counts = new Map<Abuse, { count: number; cancel(): void }>();

  /** `who`: the caller, with the way by which he comes. */
  constructor(clock: Clock, log: Log, who: string) {
    this.#clock = clock;
    this.#log = log;
    this.#who = who;
  }

  note(abuse: Abuse): void {
    const counted = this.#counts.get(abuse);
    if (counted !== undefined) {
      counted.count += 1;
      return;
    }
    this.#log.warn(`${this.#who} ${words[abuse]}`, { abuse });
    this.#wait(abuse);
  }

  stop(): void {
    for (const { cancel } of this.#counts.values()) cancel();
    this.#counts.clear();
  }

  #wait(abuse: Abuse): void {
    const cancel = this.#clock.after(everyMs, () => this.#over(abuse));
    this.#counts.set(abuse, { count: 0, cancel });
  }

  #over(abuse: Abuse): void {
    const { count = 0 } = this.#counts.get(abuse) ?? {};
    this.#counts.delete(abuse);
    if (count === 0) return;
    this.#log.warn(`${this.#who} ${words[abuse]}, ${count} times more`, { abuse, count });
    this.#wait(abuse);
  }
}
