import type { Duplex } from 'node:stream';
import type { Surface } from '../surface.ts';
import type { Key, RfbConnection, RfbOptions } from './connection.ts';
import type { Context } from './context.ts';
import { RfbError, toProtocolError } from './errors.ts';
import { shakeHands } from './handshake/handshake.ts';
import { startTls } from './handshake/tls.ts';
import type { RfbListener } from './listener.ts';
import { readMessages } from './messages/read-messages.ts';
import {
  renderDesktopSize,
  renderExtendedKey,
  renderKey,
  renderMovement,
  renderPointer,
} from './messages/render-client.ts';
import { Requests } from './messages/requests.ts';
import { Budget } from './wire/budget.ts';
import { ByteReader } from './wire/byte-reader.ts';
import { Outbox } from './wire/outbox.ts';
import { Pump } from './wire/pump.ts';
import type { Steps } from './wire/steps.ts';

const NOBODY: RfbListener = { connected: () => {}, updated: () => {}, closed: () => {} };

/** One connection. It never recovers: after an error of any kind it is over. */
export class Session implements RfbConnection {
  readonly #context: Context;
  readonly #pump: Pump;
  #stream: Duplex;
  readonly #over: (() => void)[] = [];
  #buttons = 0;

  constructor(options: RfbOptions) {
    const { stream, listener } = options;
    this.#stream = stream;
    const outbox = new Outbox(stream, (error) => this.#endLater(error));
    this.#context = {
      options,
      reader: new ByteReader(),
      outbox,
      budget: new Budget(),
      requests: new Requests(outbox),
      listener,
      surface: undefined,
      can: { extendedKey: false, resize: false },
      wake: () => this.#pump.wake(),
      whenOver: (listener) => this.#over.push(listener),
      startTls: () => this.#startTls(),
    };
    this.#pump = new Pump(stream, this.#context.reader, speak(this.#context), (error) => this.#end(error));
    this.#pump.start();
  }

  get surface(): Surface | undefined {
    return this.#context.surface;
  }

  key({ qnum, keysym }: Key, isDown: boolean): void {
    if (this.#context.can.extendedKey) this.#send(renderExtendedKey(keysym, qnum, isDown));
    else this.#send(renderKey(keysym, isDown));
  }

  pointer(x: number, y: number, buttons: number): void {
    if (this.#mayMove(buttons)) this.#send(renderPointer(x, y, buttons));
  }

  movePointer(dx: number, dy: number, buttons: number): void {
    if (this.#mayMove(buttons)) this.#send(renderMovement(dx, dy, buttons));
  }

  requestSize(width: number, height: number): void {
    if (this.#context.can.resize) this.#send(renderDesktopSize(width, height));
  }

  refresh(full = false): void {
    this.#context.requests.ask(full);
  }

  pause(): void {
    this.#context.requests.pause();
  }

  resume(): void {
    this.#context.requests.resume();
  }

  close(): void {
    this.#endLater(undefined);
  }

  /** Movements can be left out where the server doesn't keep up. */
  #mayMove(buttons: number): boolean {
    const isClick = buttons !== this.#buttons;
    this.#buttons = buttons;
    return isClick || this.#context.outbox.isFlowing;
  }

  #send(message: Uint8Array): void {
    if (this.#context.surface !== undefined) this.#context.outbox.send(message);
  }

  *#startTls(): Steps {
    const { reader, outbox, options } = this.#context;
    if (reader.available > 0) throw toProtocolError('the server speaks before TLS has begun');
    let result: { error: RfbError | undefined } | undefined;
    this.#stream = startTls(this.#stream, options.tls, (error) => {
      result = { error };
      this.#pump.wake();
    });
    this.#pump.swap(this.#stream);
    outbox.swap(this.#stream);
    while (result === undefined) yield 'input';
    if (result.error !== undefined) throw result.error;
  }

  /** What the listener calls must not tell it of the end while it does. */
  #endLater(error: RfbError | undefined): void {
    if (this.#context.listener === NOBODY) return;
    const { listener } = this.#context;
    this.#stop();
    queueMicrotask(() => listener.closed(error));
  }

  #end(error: unknown): void {
    if (this.#context.listener === NOBODY) return;
    const { listener } = this.#context;
    this.#stop();
    listener.closed(toRfbError(error));
  }

  #stop(): void {
    this.#context.listener = NOBODY;
    this.#context.outbox.stop();
    this.#pump.stop();
    for (const listener of this.#over) listener();
  }
}

function* speak(context: Context): Steps {
  yield* shakeHands(context);
  yield* readMessages(context);
}

function toRfbError(error: unknown): RfbError {
  if (error instanceof RfbError) return error;
  const { message } = error as Error;
  return new RfbError('RFB_INTERNAL', `the connection ends by a bug: ${message}`, { cause: error });
}
