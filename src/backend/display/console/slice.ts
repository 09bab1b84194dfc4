import type { Duplex } from 'node:stream';
import type { Access, Actor, GuestState } from '../../../contract/index.ts';
import { plainLines } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Slice } from '../../engine/slice.ts';
import { decodeText } from '../../host/decode.ts';
import { ConsoleSession } from './console-session.ts';
import { type ReadTail, readLogTail } from './log-tail.ts';

export interface ConsoleOptions {
  clock: Clock;
  log: Log;
  /** Opens the guest's console anew, whoever has it; throws an OperatorError. */
  open(signal: AbortSignal): Promise<Duplex>;
  guestState(): GuestState;
  /** What the guest says on its serial port, as QEMU or virtlogd writes it. */
  logFile: string;
  readTail: ReadTail;
  /** The key that leaves the console, as the policy has it. */
  readEscapeKey(): string;
  /** What this seat may do now. */
  mayType(seat: string): boolean;
  onUse(seat: string): void;
}

/** What a seat sees of the past when it opens the console: some screens full. */
const shownBytes = 16 * 1024;
/** A thousand lines of a usual length. */
const logBytes = 256 * 1024;

/**
 * The guest's serial console. One seat has it at a time, since two that type into one terminal are no help to each other; another one may take it
 * over, and who had it is told.
 */
export class ConsoleSlice implements Slice<'guest.console-log'> {
  readonly #options: ConsoleOptions;
  #holder: ConsoleSession | undefined;

  constructor(options: ConsoleOptions) {
    this.#options = options;
  }

  readonly handlers: Slice<'guest.console-log'>['handlers'] = {
    'guest.console-log': ({ query: { limit = 200 } }) => this.#readLines(Number(limit)),
  };

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.#holder?.end('stopping');
  }

  /**
   * Gives the console to a seat; `accept` makes the wire to it, once it is clear that it gets it.
   *
   * @throws OperatorError `console.held` where another seat has it, unless it is to be taken over
   */
  attach(by: Actor, takeOver: boolean, accept: () => Duplex): void {
    const { seat } = by;
    const former = this.#holder;
    // A seat whose console has just ended is still the holder, until that is noticed.
    const isOwn = former?.seat === seat && by.role !== 'admin';
    if (former !== undefined && !takeOver && !isOwn)
      throw new OperatorError('console.held', `${former.seat} has the guest's console`, {
        hint: 'It can be taken over; who has it is told',
      });
    former?.end('taken', seat);
    this.#options.log.info(`${seat} has the guest's console`, { seat });
    const session = this.#makeSession(seat, accept());
    this.#holder = session;
    session.start();
  }

  /** The guest may be another one than before. */
  guestChanged(): void {
    this.#holder?.look();
  }

  /** What a seat may do has changed: a locked one loses the console. */
  accessChanged({ seat, role }: Access): void {
    if (role === 'viewer' && this.#holder?.seat === seat) this.#holder.end('locked');
  }

  #makeSession(seat: string, wire: Duplex): ConsoleSession {
    const { clock, log, open, guestState, logFile, readTail, readEscapeKey, mayType, onUse } = this.#options;
    const session: ConsoleSession = new ConsoleSession({
      ...{ clock, log, open, guestState, seat, wire },
      escapeKey: readEscapeKey(),
      readLog: (from) =>
        from === undefined
          ? readLogTail(readTail, logFile, shownBytes)
          : readTail(logFile, shownBytes, from).catch(() => undefined),
      mayType: () => mayType(seat),
      onUse: () => onUse(seat),
      onEnd: () => {
        if (this.#holder === session) this.#holder = undefined;
        log.info(`${seat} has the guest's console no more`, { seat });
      },
    });
    return session;
  }

  async #readLines(limit: number): Promise<{ lines: string[] }> {
    const { readTail, logFile } = this.#options;
    const tail = await readLogTail(readTail, logFile, logBytes);
    if (tail === undefined) return { lines: [] };
    return { lines: plainLines(decodeText(tail.bytes).replace(/(?:\r\n|\r|\n)+$/, '')).slice(-limit) };
  }
}
