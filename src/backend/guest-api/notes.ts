import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { parseJson } from '../engine/parse-json.ts';
import type { Database, Statement } from '../engine/store.ts';
import { TokenBucket } from '../engine/token-bucket.ts';

export interface NotesOptions {
  clock: Clock;
  log: Log;
  db: Database;
}

/** However the guest changes its mind, the disk is written so often and no more: a few times at once, and then every ten seconds. */
const writes = { perSecond: 0.1, burst: 6 };

/**
 * What the guest has said and the end of the backend must not take away, by key. Each key is one row that is written over, at once as long as
 * the guest is not too eager. What cannot be written is only remembered: the guest is told nothing of the disk's troubles.
 */
export class GuestNotes {
  readonly #options: NotesOptions;
  readonly #bucket: TokenBucket;
  readonly #read: Statement;
  readonly #write: Statement;
  readonly #clear: Statement;
  readonly #waiting = new Map<string, unknown>();
  #cancel: (() => void) | undefined;

  constructor(options: NotesOptions) {
    const { clock, db } = options;
    this.#options = options;
    this.#bucket = new TokenBucket(writes, () => clock.now().getTime());
    this.#read = db.prepare('SELECT body FROM guest_notes WHERE key = ?');
    this.#write = db.prepare('INSERT OR REPLACE INTO guest_notes (key, body) VALUES (?, ?)');
    this.#clear = db.prepare('DELETE FROM guest_notes WHERE key = ?');
  }

  read(key: string): unknown {
    try {
      return parseJson(String(this.#read.get(key)?.body ?? ''));
    } catch (error) {
      this.#options.log.warn('What the guest has said cannot be read', { key, error });
      return undefined;
    }
  }

  /** `undefined` takes it away. */
  write(key: string, value: unknown): void {
    this.#waiting.set(key, value);
    if (this.#cancel !== undefined) return;
    const waitMs = this.#bucket.take();
    if (waitMs === 0) this.flush();
    else this.#cancel = this.#options.clock.after(waitMs, () => this.#later());
  }

  /** Writes what waits. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const [key, value] of this.#waiting) {
      this.#waiting.delete(key);
      try {
        if (value === undefined) this.#clear.run(key);
        else this.#write.run(key, JSON.stringify(value));
      } catch (error) {
        this.#options.log.warn('What the guest has said cannot be written', { key, error });
      }
    }
  }

  #later(): void {
    this.#bucket.take();
    this.flush();
  }
}
