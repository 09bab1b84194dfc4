import { constants, createInflate } from 'node:zlib';
import { type RfbError, toProtocolError } from '../errors.ts';
import { INFLATE_CHUNK } from '../limits.ts';
import { ByteReader } from './byte-reader.ts';
import type { Steps } from './steps.ts';

/**
 * What is compressed within the connection by one zlib stream, part after part. Node inflates beside the event loop, so
 * `need` waits for it. Only what is asked for is inflated, and a little more: a few bytes can't fill the memory.
 */
export class InflatedReader extends ByteReader {
  readonly #compressed: ByteReader;
  readonly #wake: () => void;
  readonly #inflate = createInflate({ chunkSize: INFLATE_CHUNK, flush: constants.Z_SYNC_FLUSH });
  /** Of this part, not yet given to zlib. */
  #left = 0;
  /** zlib reads the memory of `compressed`, which has to stay as it is. */
  #isBusy = false;
  #failure: Error | undefined;

  /** `wake` lets the steps go on. */
  constructor(compressed: ByteReader, wake: () => void) {
    super();
    this.#compressed = compressed;
    this.#wake = wake;
    this.#inflate.on('readable', wake);
    this.#inflate.on('error', (error) => {
      this.#failure = error;
      wake();
    });
  }

  /** The next so many bytes of the connection are a part. It has to be read to its end by `finish`. */
  begin(length: number): void {
    this.#left = length;
  }

  override *need(count: number): Steps {
    while (this.available < count)
      if (!(yield* this.#readMore())) throw toProtocolError('what is compressed ends early');
  }

  /** The part is over: there must be nothing more in it. */
  *finish(): Steps {
    if (this.available === 0 && !(yield* this.#readMore())) return;
    throw toProtocolError('what is compressed does not end where it should');
  }

  /** As at the beginning of the connection. */
  reset(): void {
    this.#inflate.reset();
  }

  close(): void {
    this.#inflate.destroy();
  }

  /** False at the end of the part. */
  *#readMore(): Steps<boolean> {
    for (;;) {
      if (this.#failure !== undefined) throw toInflateError(this.#failure);
      const chunk: Buffer | null = this.#inflate.read();
      if (chunk !== null) {
        this.push(chunk);
        return true;
      }
      if (this.#isBusy) yield 'event';
      else if (this.#left === 0) return false;
      else if (this.#compressed.available === 0) yield* this.#compressed.need(1);
      else this.#feed();
    }
  }

  #feed(): void {
    const part = this.#compressed.take(Math.min(this.#left, this.#compressed.available));
    this.#left -= part.length;
    this.#isBusy = true;
    this.#inflate.write(part, () => {
      this.#isBusy = false;
      this.#wake();
    });
  }
}

function toInflateError(cause: Error): RfbError {
  return toProtocolError(`what is compressed can't be read: ${cause.message}`, cause);
}
