import { ProtocolError } from '../errors.ts';
import { HEADER_SIZE, LENGTH_SIZE, PACKET_MAX } from './limits.ts';

/**
 * Cuts a byte stream into packets (header and payload, without the length word). Holds what has arrived of one packet
 * and nothing more: an announced length is never allocated in advance. Throws ProtocolError for an impossible length.
 */
export class FrameSplitter {
  #chunks: Buffer[] = [];
  #have = 0;
  #want = LENGTH_SIZE;

  /** The packets that `chunk` completes. They may share its memory: copy what outlives the next call. */
  *push(chunk: Buffer): Generator<Buffer, void> {
    this.#chunks.push(chunk);
    this.#have += chunk.length;
    while (this.#have >= this.#want) {
      const bytes = this.#joined();
      const length = checkedLength(bytes.readUInt32BE(0));
      this.#want = length;
      if (bytes.length < length) return;
      const rest = bytes.subarray(length);
      this.#chunks = rest.length === 0 ? [] : [rest];
      this.#have = rest.length;
      this.#want = LENGTH_SIZE;
      yield bytes.subarray(LENGTH_SIZE, length);
    }
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    const bytes =
      this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#have);
    this.#chunks = [bytes];
    return bytes;
  }
}

function checkedLength(length: number): number {
  if (length < LENGTH_SIZE + HEADER_SIZE || length > LENGTH_SIZE + PACKET_MAX)
    throw new ProtocolError(`the server announced a packet of ${length} bytes`, {
      hint: 'what listens on the socket is not libvirt',
    });
  return length;
}
