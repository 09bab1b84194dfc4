import type { Duplex } from 'node:stream';
import { RfbError } from '../errors.ts';
import type { ByteReader } from './byte-reader.ts';
import { IntakeSocket } from './open-socket.ts';
import type { Steps, Stop } from './steps.ts';

/** Drives the steps with what comes from the stream. It reads no more than they ask for. */
export class Pump {
  readonly #reader: ByteReader;
  readonly #steps: Steps;
  readonly #onEnd: (error: unknown) => void;
  #stream: Duplex;
  #stop: Stop | 'running' | 'over' = 'input';
  #turn: NodeJS.Immediate | undefined;
  #isClosed = false;

  /** `onEnd` is told once what ended it, unless that was `stop`. */
  constructor(stream: Duplex, reader: ByteReader, steps: Steps, onEnd: (error: unknown) => void) {
    this.#stream = stream;
    this.#reader = reader;
    this.#steps = steps;
    this.#onEnd = onEnd;
  }

  start(): void {
    const stream = this.#stream;
    stream.on('error', this.#onError);
    stream.on('close', this.#onClose);
    stream.on('end', this.#onClose);
    if (stream instanceof IntakeSocket)
      stream.intake = { take: this.#take, toPlace: () => this.#reader.place };
    else stream.on('data', this.#take);
    if (stream.destroyed) queueMicrotask(this.#onClose);
    else stream.resume();
  }

  /** Reads from another stream from now on, which stands on the one before. */
  swap(stream: Duplex): void {
    const former = this.#stream;
    former.off('data', this.#take).off('end', this.#onClose).off('close', this.#onClose);
    this.#stream = stream;
    this.start();
  }

  /** Something has happened that the steps may wait for. */
  wake(): void {
    if (this.#stop === 'event' || this.#stop === 'input') this.#run();
  }

  /** Lets go of the stream for good; its errors are nobody's any more. */
  stop(): void {
    this.#stop = 'over';
    clearImmediate(this.#turn);
    this.#stream.destroy();
  }

  // The compiler thinks that nothing but what it sees changes it.
  #wantsInput(): boolean {
    return this.#stop === 'input';
  }

  readonly #take = (chunk: Buffer): boolean => {
    if (this.#stop === 'over') return false;
    this.#reader.push(chunk);
    if (this.#stop === 'input') this.#run();
    return this.#wantsInput();
  };

  #run(): void {
    this.#stop = 'running';
    const stop = this.#step();
    // What the steps have called may have stopped us, and what has failed has.
    if (stop === undefined) return;
    this.#stop = stop;
    if (stop === 'input') this.#goOn();
    else {
      this.#stream.pause();
      if (stop === 'turn') this.#turn = setImmediate(() => this.#run());
    }
  }

  #step(): Stop | undefined {
    try {
      const { done, value } = this.#steps.next();
      if (this.#stop !== 'running') return undefined;
      if (done !== true) return value;
      throw new RfbError('RFB_INTERNAL', 'the steps of the protocol have an end');
    } catch (error) {
      this.#end(error);
      return undefined;
    }
  }

  #goOn(): void {
    this.#reader.keepRest();
    if (this.#isClosed) this.#onClose();
    else if (this.#stream.isPaused()) this.#stream.resume();
  }

  #end(error: unknown): void {
    if (this.#stop === 'over') return;
    this.stop();
    this.#onEnd(error);
  }

  readonly #onError = (cause: Error): void =>
    this.#end(
      cause instanceof RfbError
        ? cause
        : new RfbError('RFB_LOST', `the connection broke: ${cause.message}`, { cause }),
    );

  // What has come before is read to its end first.
  readonly #onClose = (): void => {
    this.#isClosed = true;
    if (this.#stop === 'input') this.#end(new RfbError('RFB_LOST', 'the server closed the connection'));
  };
}
