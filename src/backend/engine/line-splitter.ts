/** Far longer than any line that is looked at. */
const maxLength = 64 * 1024;

/** Puts the lines together that a program writes in pieces. A line that is far too long is cut. */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  #rest = '';

  /** The lines that are whole with these bytes, without their ends. */
  push(bytes: Uint8Array): string[] {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, maxLength);
    return lines;
  }
}
