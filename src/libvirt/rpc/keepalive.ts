import type { Clock } from '../clock.ts';

/** `keepalive_procedure`. */
export const KeepaliveProcedure = { PING: 1, PONG: 2 } as const;

export interface KeepaliveOptions {
  /** Silence after which the peer is pinged, in milliseconds. */
  readonly intervalMs: number;
  /** Pings that may stay without any answer before the peer counts as dead. */
  readonly count: number;
  readonly clock: Clock;
  readonly ping: () => void;
  readonly dead: (silentMs: number) => void;
  /** True while this side has stopped reading of its own accord: silence then proves nothing. */
  readonly isPaused: () => boolean;
}

/**
 * Pings a silent peer and reports it dead after `count` intervals without a byte from it. It goes on pinging while reading
 * is paused, since libvirtd's own keepalive counts any packet from us as life.
 */
export class Keepalive {
  readonly #options: KeepaliveOptions;
  #heardAt: number;
  #unanswered = 0;
  #cancel: (() => void) | undefined;

  constructor(options: KeepaliveOptions) {
    this.#options = options;
    this.#heardAt = options.clock.now();
  }

  start(): void {
    this.#cancel = this.#options.clock.after(this.#options.intervalMs, () => this.#tick());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Something arrived from the peer. */
  heard(): void {
    this.#heardAt = this.#options.clock.now();
    this.#unanswered = 0;
  }

  #tick(): void {
    const { clock, count, intervalMs } = this.#options;
    if (this.#options.isPaused()) this.heard();
    const silentMs = clock.now() - this.#heardAt;
    if (this.#unanswered >= count) {
      this.#options.dead(silentMs);
      return;
    }
    if (this.#options.isPaused() || silentMs >= intervalMs) {
      this.#unanswered += 1;
      this.#options.ping();
    }
    this.start();
  }
}
