import { XdrError } from './error.ts';

const FIRST_SIZE = 256;

/** Bytes that padding adds so that a field ends on a multiple of four (RFC 4506, 3). */
export const paddingOf = (length: number): number => (4 - (length & 3)) & 3;

/** Collects XDR (RFC 4506): big endian, every field a multiple of four bytes. Grows up to `maxBytes`, then throws XdrError. */
export class Writer {
  readonly #maxBytes: number;
  #buffer = Buffer.allocUnsafe(FIRST_SIZE);
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  i32(value: number): void {
    const at = this.#take(4);
    this.#buffer.writeInt32BE(value, at);
  }

  u32(value: number): void {
    const at = this.#take(4);
    this.#buffer.writeUInt32BE(value, at);
  }

  i64(value: bigint): void {
    const at = this.#take(8);
    this.#buffer.writeBigInt64BE(value, at);
  }

  u64(value: bigint): void {
    const at = this.#take(8);
    this.#buffer.writeBigUInt64BE(value, at);
  }

  f64(value: number): void {
    const at = this.#take(8);
    this.#buffer.writeDoubleBE(value, at);
  }

  /** Bytes of a length that both sides know, padded with zeros. */
  fixed(bytes: Uint8Array): void {
    const padding = paddingOf(bytes.length);
    const at = this.#take(bytes.length + padding);
    this.#buffer.set(bytes, at);
    this.#buffer.fill(0, at + bytes.length, at + bytes.length + padding);
  }

  /** The bytes so far; the writer must not be used afterwards. */
  finish(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Makes room and returns where it starts. May replace the buffer. */
  #take(size: number): number {
    const at = this.#length;
    const end = at + size;
    if (end > this.#maxBytes) throw new XdrError(`the call needs more than ${this.#maxBytes} bytes`);
    if (end > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(this.#maxBytes, Math.max(end, this.#buffer.length * 2)));
      this.#buffer.copy(larger, 0, 0, at);
      this.#buffer = larger;
    }
    this.#length = end;
    return at;
  }
}
