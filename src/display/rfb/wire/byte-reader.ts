import type { Steps } from './steps.ts';

const nothing: Buffer = Buffer.alloc(0);

/** Big-endian numbers and bytes from chunks of a stream, which are read where they are. Only what is left of one is copied. */
export class ByteReader {
  bytes = nothing;
  view = toView(nothing);
  at = 0;
  end = 0;
  /** Where what comes next is wanted in the end; a socket may put it there at once. It comes by `push` all the same. */
  place: Buffer | undefined;
  #rest = nothing;

  get available(): number {
    return this.end - this.at;
  }

  /** Adds what has come. It is read in place, so it must stay as it is until `keepRest`. */
  push(chunk: Buffer): void {
    const left = this.available;
    if (left === 0) this.#use(chunk, 0, chunk.length);
    else {
      const rest = this.#rest;
      const isKept = this.bytes === rest;
      if (isKept && this.end + chunk.length <= rest.length) {
        this.end += chunk.copy(rest, this.end);
        return;
      }
      const memory = left + chunk.length > rest.length ? Buffer.allocUnsafe(left + chunk.length) : rest;
      this.bytes.copy(memory, 0, this.at, this.end);
      chunk.copy(memory, left);
      this.#rest = memory;
      this.#use(memory, 0, left + chunk.length);
    }
  }

  /** Copies what has not been read, so that the chunk's memory may be used anew. */
  keepRest(): void {
    const left = this.available;
    if (left === 0 || this.bytes === this.#rest) return;
    if (left > this.#rest.length) this.#rest = Buffer.allocUnsafe(left);
    this.bytes.copy(this.#rest, 0, this.at, this.end);
    this.#use(this.#rest, 0, left);
  }

  *need(count: number): Steps {
    while (this.end - this.at < count) yield 'input';
  }

  /** Passes over bytes that nobody wants. */
  *skip(count: number): Steps {
    for (let left = count; left > 0; ) {
      yield* this.need(1);
      const taken = Math.min(left, this.available);
      this.at += taken;
      left -= taken;
    }
  }

  u8(): number {
    return this.view.getUint8(this.at++);
  }

  u16(): number {
    this.at += 2;
    return this.view.getUint16(this.at - 2);
  }

  u32(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4);
  }

  s32(): number {
    this.at += 4;
    return this.view.getInt32(this.at - 4);
  }

  /** Good until the next `need`. */
  take(count: number): Buffer {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  #use(bytes: Buffer, at: number, end: number): void {
    // A socket's intake is one memory: its view is worth keeping.
    if (bytes.buffer !== this.view.buffer || bytes.byteOffset !== this.view.byteOffset)
      this.view = toView(bytes);
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }
}

function toView({ buffer, byteOffset }: Buffer): DataView {
  return new DataView(buffer, byteOffset);
}
