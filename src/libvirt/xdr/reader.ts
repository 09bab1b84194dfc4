import { XdrError } from './error.ts';
import { paddingOf } from './writer.ts';

/** Reads XDR from bytes that nobody vouches for: every step checks that the bytes are there, and throws XdrError. */
export class Reader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#buffer.length - this.#at;
  }

  i32(): number {
    return this.#buffer.readInt32BE(this.#take(4));
  }

  u32(): number {
    return this.#buffer.readUInt32BE(this.#take(4));
  }

  i64(): bigint {
    return this.#buffer.readBigInt64BE(this.#take(8));
  }

  u64(): bigint {
    return this.#buffer.readBigUInt64BE(this.#take(8));
  }

  f64(): number {
    return this.#buffer.readDoubleBE(this.#take(8));
  }

  /** A view of `length` bytes (not a copy); skips their padding. */
  fixed(length: number): Buffer {
    const at = this.#take(length + paddingOf(length));
    return this.#buffer.subarray(at, at + length);
  }

  /** A length or count word, refused above `max` and above what the rest of the bytes could hold. */
  count(max: number, bytesEach: number): number {
    const count = this.u32();
    if (count > max) throw new XdrError(`${count} is more than the limit of ${max}`);
    if (count * bytesEach > this.left) throw new XdrError(`${count} announced, ${this.left} bytes left`);
    return count;
  }

  /** Throws unless everything was read: left-over bytes mean that the peer speaks another protocol. */
  end(): void {
    if (this.left !== 0) throw new XdrError(`${this.left} bytes too many`);
  }

  #take(size: number): number {
    const at = this.#at;
    if (size > this.left) throw new XdrError(`${size} bytes expected, ${this.left} left`);
    this.#at = at + size;
    return at;
  }
}
