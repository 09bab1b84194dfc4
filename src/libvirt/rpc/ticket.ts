import type { Clock } from '../clock.ts';
import { CallAborted, CallTimeout } from '../errors.ts';
import type { Reader } from '../xdr/reader.ts';

/** One call on its way: what is sent, and how its answer is read. */
export interface CallRequest<R> {
  readonly program: number;
  readonly procedure: number;
  /** libvirt's name, for messages. */
  readonly name: string;
  readonly payload: Buffer;
  readonly decode: (reader: Reader) => R;
  /** 0: for ever. Time in the queue counts. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** The call was given up, but then succeeded: undo what the answer opened (a stream). */
  readonly onLateSuccess?: () => void;
}

/** A call and its caller. The caller may leave early (time-out, signal); the call stays until the server has answered. */
export class Ticket<R> {
  readonly serial: number;
  readonly request: CallRequest<R>;
  readonly answer: Promise<R>;
  /** False once the caller has an answer of any kind. */
  isAwaited = true;
  readonly #resolve: (value: R) => void;
  readonly #reject: (error: Error) => void;
  readonly #cleanUp: (() => void)[] = [];

  constructor(serial: number, request: CallRequest<R>, clock: Clock, onGivenUp: () => void) {
    this.serial = serial;
    this.request = request;
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    const giveUp = (error: Error) => {
      this.fail(error);
      onGivenUp();
    };
    const { name, signal, timeoutMs } = request;
    if (timeoutMs > 0)
      this.#cleanUp.push(
        clock.after(timeoutMs, () =>
          giveUp(new CallTimeout(`${name} is not answered within ${timeoutMs} ms`)),
        ),
      );
    if (signal !== undefined) {
      const onAbort = () =>
        giveUp(new CallAborted(`${name} is given up by its caller`, { cause: signal.reason }));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#cleanUp.push(() => signal.removeEventListener('abort', onAbort));
    }
  }

  succeed(value: R): void {
    if (this.#leave()) this.#resolve(value);
    else this.request.onLateSuccess?.();
  }

  fail(error: Error): void {
    if (this.#leave()) this.#reject(error);
  }

  #leave(): boolean {
    const wasAwaited = this.isAwaited;
    this.isAwaited = false;
    for (const step of this.#cleanUp.splice(0)) step();
    return wasAwaited;
  }
}
