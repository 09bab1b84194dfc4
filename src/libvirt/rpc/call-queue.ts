import type { Clock } from '../clock.ts';
import { CallAborted, ProtocolError } from '../errors.ts';
import { type CallRequest, Ticket } from './ticket.ts';

// biome-ignore lint/suspicious/noExplicitAny: the table holds calls of every type; each ticket keeps its own consistent
type AnyTicket = Ticket<any>;

export interface CallQueueOptions {
  readonly clock: Clock;
  /** Calls that may be without an answer at once; see CALLS_IN_FLIGHT. */
  readonly limit: number;
  readonly transmit: (ticket: AnyTicket) => void;
}

/**
 * Numbers the calls, sends them in order, and matches answers to them. A call whose caller has left still counts as under
 * way until the server answers, since it still occupies the server.
 */
export class CallQueue {
  readonly #options: CallQueueOptions;
  readonly #waiting: AnyTicket[] = [];
  readonly #flying = new Map<number, AnyTicket>();
  #lastSerial = 0;

  constructor(options: CallQueueOptions) {
    this.#options = options;
  }

  /** Sends the call as soon as there is room. An aborted signal sends nothing. */
  add<R>(request: CallRequest<R>): Ticket<R> {
    this.#lastSerial = (this.#lastSerial + 1) >>> 0;
    const ticket: Ticket<R> = new Ticket(this.#lastSerial, request, this.#options.clock, () =>
      this.#drop(ticket),
    );
    if (request.signal?.aborted === true) {
      ticket.fail(
        new CallAborted(`${request.name} is given up before it is sent`, { cause: request.signal.reason }),
      );
      return ticket;
    }
    this.#waiting.push(ticket);
    this.#sendNext();
    return ticket;
  }

  /** The call that an answer belongs to; throws ProtocolError for one that nobody made. */
  find(serial: number): AnyTicket {
    const ticket = this.#flying.get(serial);
    if (ticket === undefined)
      throw new ProtocolError(`the server answers call ${serial}, which is not under way`);
    return ticket;
  }

  /** True for serials that were given out: what arrives for one that is over may be late, for others it is wrong. */
  isKnown(serial: number): boolean {
    return serial !== 0 && serial <= this.#lastSerial;
  }

  /** The server has answered: makes room for the next call. */
  done(ticket: AnyTicket): void {
    this.#flying.delete(ticket.serial);
    this.#sendNext();
  }

  /** The connection is gone. */
  failAll(error: Error): void {
    const all = [...this.#flying.values(), ...this.#waiting];
    this.#flying.clear();
    this.#waiting.length = 0;
    for (const ticket of all) ticket.fail(error);
  }

  #drop(ticket: AnyTicket): void {
    const index = this.#waiting.indexOf(ticket);
    if (index !== -1) this.#waiting.splice(index, 1);
  }

  #sendNext(): void {
    while (this.#flying.size < this.#options.limit) {
      const ticket = this.#waiting.shift();
      if (ticket === undefined) return;
      this.#flying.set(ticket.serial, ticket);
      this.#options.transmit(ticket);
    }
  }
}
