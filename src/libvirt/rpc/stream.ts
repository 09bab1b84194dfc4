import { Duplex } from 'node:stream';
import { MessageStatus } from './header.ts';
import { STREAM_CHUNK } from './limits.ts';

/** A stream's way to the server. */
export interface StreamWire {
  send(status: number, payload?: Uint8Array, sent?: () => void): void;
  /** Stop or go on reading from the socket. */
  pause(on: boolean): void;
  /** The stream is over: what still arrives for it is dropped. */
  forget(): void;
}

/**
 * libvirt's data stream (console, screenshot) as a Duplex. Ending the writing side finishes the whole stream, as
 * virStreamFinish does; destroying it aborts. A failure that nobody listens for is not an uncaught exception.
 */
export class RpcStream extends Duplex {
  readonly #wire: StreamWire;
  #finishing = false;
  #over = false;

  constructor(wire: StreamWire) {
    super({ allowHalfOpen: false });
    this.#wire = wire;
    this.on('error', () => {});
  }

  /** Bytes from the server; none of them means the end of its data. */
  receive(data: Buffer): void {
    if (this.#over) return;
    if (data.length === 0) this.#finish();
    else if (!this.push(Buffer.from(data))) this.#wire.pause(true);
  }

  /** The server agrees that the stream is finished. */
  receiveEnd(): void {
    this.#finishing = true;
    this.#close();
    this.push(null);
  }

  /** The server, or the connection, has given the stream up. */
  receiveFailure(error: Error): void {
    this.#close();
    this.destroy(error);
  }

  override _read(): void {
    this.#wire.pause(false);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    for (let at = 0; at < chunk.length; at += STREAM_CHUNK) {
      const isLast = at + STREAM_CHUNK >= chunk.length;
      this.#wire.send(
        MessageStatus.CONTINUE,
        chunk.subarray(at, at + STREAM_CHUNK),
        isLast ? () => done() : undefined,
      );
    }
    if (chunk.length === 0) done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#finish();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#over && !this.#finishing) this.#wire.send(MessageStatus.ERROR);
    this.#close();
    done(error);
  }

  #finish(): void {
    if (this.#finishing || this.#over) return;
    this.#finishing = true;
    this.#wire.send(MessageStatus.OK);
  }

  #close(): void {
    this.#over = true;
    this.#wire.pause(false);
    this.#wire.forget();
  }
}
