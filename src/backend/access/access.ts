import type { Access, Actor, UnlockRequest } from '../../contract/index.ts';
import { parsePinHash } from '../config/parse-pin-hash.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Slice } from '../engine/slice.ts';
import { Attempts, type AttemptsOptions } from './attempts.ts';
import { isPin } from './pin-hash.ts';

/** What the policy says about access; read at each use, so that a change takes effect at once. */
export interface AccessPolicy {
  /** PHC string of the technician's PIN; without it no seat can be unlocked. */
  pinHash?: string | undefined;
  idleTimeoutS: number;
}

export interface AccessOptions extends AttemptsOptions {
  readPolicy(): AccessPolicy;
  /** Told when what a seat may do has changed. */
  onChange(access: Access): void;
}

interface Unlocked {
  untilMs: number;
  /** The hash that was in force: another PIN in the policy ends the unlock. */
  pinHash: string;
  cancelTimer(): void;
}

export const adminSeat = 'admin';

type AccessRoutes = 'access.get' | 'access.unlock' | 'access.lock' | 'access.touch';

/** What each seat may do: the admin socket everything; a seat may look, and after the PIN act until nobody has used it for a while. */
export class AccessSlice implements Slice<AccessRoutes> {
  readonly #options: AccessOptions;
  readonly #unlocked = new Map<string, Unlocked>();
  readonly #verifying = new Set<string>();
  readonly #attempts: Attempts;

  constructor(options: AccessOptions) {
    this.#options = options;
    this.#attempts = new Attempts(options);
  }

  readonly handlers: Slice<AccessRoutes>['handlers'] = {
    'access.get': (_, by) => this.get(by.seat),
    'access.unlock': ({ body }, by) => this.#unlock(by.seat, body),
    'access.lock': (_, by) => {
      this.#lock(by.seat, 'by the seat');
      return this.get(by.seat);
    },
    'access.touch': (_, by) => {
      this.touch(by.seat);
      return this.get(by.seat);
    },
  };

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    for (const unlocked of this.#unlocked.values()) unlocked.cancelTimer();
    this.#unlocked.clear();
  }

  /** Who speaks when a call comes from this seat now. */
  actor(seat: string): Actor {
    if (seat === adminSeat) return { seat, role: 'admin' };
    return { seat, role: this.#current(seat) === undefined ? 'viewer' : 'technician' };
  }

  get(seat: string): Access {
    const until = this.#current(seat)?.untilMs;
    return {
      ...this.actor(seat),
      ...(until === undefined ? {} : { unlockedUntil: new Date(until).toISOString() }),
      retryAfterMs: seat === adminSeat ? 0 : this.#attempts.waitMs(seat),
      failedAttempts: this.#attempts.failures(seat),
      pinSet: this.#pin() !== undefined,
    };
  }

  /** Somebody used this seat: an unlock that is in force lasts the whole idle time again. A locked seat stays locked. */
  touch(seat: string): void {
    const unlocked = this.#current(seat);
    if (unlocked !== undefined) this.#keepUnlocked(seat, unlocked.pinHash);
  }

  /** Another policy is in force: an unlock by a PIN that is none any more ends, and these seats are told what they may do. */
  policyChanged(seats: readonly string[]): void {
    const { pinHash } = this.#options.readPolicy();
    for (const [seat, unlocked] of [...this.#unlocked]) {
      if (unlocked.pinHash !== pinHash) this.#lock(seat, 'because the PIN has changed');
    }
    for (const seat of seats) this.#options.onChange(this.get(seat));
  }

  async #unlock(seat: string, { pin }: UnlockRequest): Promise<Access> {
    if (seat === adminSeat)
      throw new OperatorError('access.not-needed', 'This socket may do everything without a PIN');
    const hash = this.#pin();
    if (hash === undefined) {
      throw new OperatorError(
        'access.no-pin',
        "The policy has no technician's PIN: no seat can be unlocked",
        {
          hint: 'The vendor sets access.pinHash in the policy file',
        },
      );
    }
    if (this.#verifying.has(seat)) {
      throw new OperatorError('access.busy', 'Another attempt of this seat is being checked', {
        status: 429,
        retryAfterMs: 1000,
      });
    }
    const retryAfterMs = this.#attempts.waitMs(seat);
    if (retryAfterMs > 0) {
      this.#options.log.warn(`A PIN is refused on ${seat}: too soon after a wrong one`, {
        seat,
        retryAfterMs,
      });
      throw new OperatorError('access.too-soon', 'The next attempt is not accepted yet', {
        status: 429,
        retryAfterMs,
        hint: `Wait ${Math.ceil(retryAfterMs / 1000)} s`,
      });
    }
    this.#verifying.add(seat);
    try {
      if (!(await isPin(pin, hash.parsed))) throw this.#refuse(seat);
    } finally {
      this.#verifying.delete(seat);
    }
    this.#attempts.right(seat);
    this.#options.log.info(`${seat} is unlocked`, { seat });
    this.#keepUnlocked(seat, hash.text);
    return this.get(seat);
  }

  #refuse(seat: string): OperatorError {
    this.#attempts.wrong(seat);
    const failures = this.#attempts.failures(seat);
    const retryAfterMs = this.#attempts.waitMs(seat);
    this.#options.log.warn(`A wrong PIN is given on ${seat}`, { seat, failures, retryAfterMs });
    this.#options.onChange(this.get(seat));
    return new OperatorError('access.wrong-pin', 'The PIN is wrong', {
      status: 403,
      retryAfterMs,
      ...(retryAfterMs > 0
        ? { hint: `Try again in ${Math.ceil(retryAfterMs / 1000)} s` }
        : { hint: 'Try again' }),
    });
  }

  #keepUnlocked(seat: string, pinHash: string): void {
    this.#unlocked.get(seat)?.cancelTimer();
    const idleMs = this.#options.readPolicy().idleTimeoutS * 1000;
    const cancelTimer = this.#options.clock.after(idleMs, () => this.#lock(seat, 'after nobody used it'));
    this.#unlocked.set(seat, { untilMs: this.#now() + idleMs, pinHash, cancelTimer });
    this.#options.onChange(this.get(seat));
  }

  #lock(seat: string, why: string): void {
    const unlocked = this.#unlocked.get(seat);
    if (unlocked === undefined) return;
    unlocked.cancelTimer();
    this.#unlocked.delete(seat);
    this.#options.log.info(`${seat} is locked ${why}`, { seat });
    this.#options.onChange(this.get(seat));
  }

  /** The unlock of a seat that is in force now: neither over by the clock nor given for another PIN. */
  #current(seat: string): Unlocked | undefined {
    const unlocked = this.#unlocked.get(seat);
    if (unlocked === undefined || unlocked.pinHash !== this.#options.readPolicy().pinHash) return undefined;
    return this.#now() < unlocked.untilMs ? unlocked : undefined;
  }

  #pin(): { text: string; parsed: NonNullable<ReturnType<typeof parsePinHash>> } | undefined {
    const text = this.#options.readPolicy().pinHash;
    const parsed = text === undefined ? undefined : parsePinHash(text);
    return text === undefined || parsed === undefined ? undefined : { text, parsed };
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
