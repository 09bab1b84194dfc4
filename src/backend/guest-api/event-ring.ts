import type { GuestEvent, GuestEvents } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';

/** So many events are kept, and so many readers wait: the guest cannot make either more. */
const limits = { events: 64, waiting: 4 };

export interface Reader {
  after?: string | undefined;
  waitMs?: number;
}

/** What the host has told the guest in this run of it, numbered. Who reads late misses the oldest, and is told so. */
export class EventRing {
  readonly #clock: Clock;
  /** Numbers mean something within one stream only. */
  readonly #stream: string;
  #events: GuestEvents['events'] = [];
  #last = 0;
  /** The last one that is not kept any more. */
  #dropped = 0;
  readonly #waiting = new Set<() => void>();
  readonly #watching = new Set<() => void>();

  constructor(clock: Clock, stream: string) {
    this.#clock = clock;
    this.#stream = stream;
  }

  add(event: GuestEvent): void {
    this.#last += 1;
    this.#events.push({ number: this.#last, at: this.#clock.now().toISOString(), event });
    if (this.#events.length > limits.events) this.#dropped = this.#events.shift()?.number ?? 0;
    this.wake();
    for (const onMore of [...this.#watching]) onMore();
  }

  /** Calls when there is more; the returned function ends it. */
  watch(onMore: () => void): () => void {
    const own = (): void => onMore();
    this.#watching.add(own);
    return () => void this.#watching.delete(own);
  }

  /** Another run of the guest begins: what was told before is none of its business. */
  forget(): void {
    this.#events = [];
    this.#dropped = 0;
  }

  /** What comes after the cursor, at once if there is something, else after the wait. */
  async read({ after, waitMs = 0 }: Reader): Promise<GuestEvents> {
    const now = this.since(after);
    if (now.events.length > 0 || now.missed || waitMs === 0) return now;
    await this.#wait(waitMs);
    return this.since(after ?? now.cursor);
  }

  /** Lets everybody go who waits. */
  wake(): void {
    for (const done of [...this.#waiting]) done();
  }

  /** What comes after the cursor, as far as it is kept; without one, all that is. */
  since(after: string | undefined): GuestEvents {
    const cursor = `${this.#stream}.${this.#last}`;
    if (after === undefined) return { cursor, missed: this.#dropped > 0, events: [...this.#events] };
    const [stream, number] = after.split('.');
    const from = Number(number);
    const isOurs = stream === this.#stream && from <= this.#last;
    if (!isOurs) return { cursor, missed: true, events: [...this.#events] };
    const events = this.#events.filter((event) => event.number > from);
    return { cursor, missed: from < this.#dropped, events };
  }

  #wait(ms: number): Promise<void> {
    // Who waits longest makes room.
    if (this.#waiting.size >= limits.waiting) for (const done of [...this.#waiting].slice(0, 1)) done();
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        this.#waiting.delete(done);
        resolve();
      };
      const cancel = this.#clock.after(ms, done);
      this.#waiting.add(done);
    });
  }
}
