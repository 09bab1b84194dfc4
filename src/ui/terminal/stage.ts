import { Writable } from 'node:stream';
import type { Capabilities } from './capabilities.ts';
import { parseFrame, type Row } from './cells.ts';
import { NO_MODES, type Picture, toModes, withModes } from './picture.ts';
import { renderAll, renderUpdate } from './update.ts';

export interface Size {
  columns: number;
  rows: number;
}

/** Sends bytes to the terminal; `done` is called when the line has taken them. */
export type Send = (bytes: string, done: () => void) => void;

/**
 * The one way to the screen. Ink writes whole frames to it (its `debug` mode); the stage keeps the newest and sends what differs from
 * what the terminal shows. While the line is busy nothing is sent, so that a slow serial line skips frames instead of queueing them.
 *
 * The last row is never drawn on: some terminals scroll when its last column is written.
 */
export class Stage extends Writable {
  /** Ink asks for these, as of any terminal. */
  columns: number;
  rows: number;
  readonly isTTY = true;
  readonly #send: Send;
  readonly #capabilities: Capabilities;
  #frame: string | undefined;
  #picture: Picture | undefined;
  #shown: Row[] | undefined;
  #modes = NO_MODES;
  #sending = false;
  #scheduled = false;
  #open = false;
  readonly #idle = new Set<() => void>();

  constructor({ send, capabilities, size }: { send: Send; capabilities: Capabilities; size: Size }) {
    super({ decodeStrings: false });
    this.columns = size.columns;
    this.rows = size.rows;
    this.#send = send;
    this.#capabilities = capabilities;
  }

  /** Takes the screen: until then, and after `leave`, nothing is sent. */
  enter(): void {
    this.#open = true;
    this.repaint();
  }

  /** Draws everything again, whatever has been scribbled on the screen. */
  repaint(): void {
    this.#shown = undefined;
    this.#schedule();
  }

  /** Shows `picture` in place of Ink's frames, or those again; to be called after each change of it. */
  show(picture: Picture | undefined): void {
    this.#picture = picture;
    this.#schedule();
  }

  /** Calls `done` once when the line has taken all that was drawn; the returned function ends that. */
  whenIdle(done: () => void): () => void {
    const tell = () => done();
    this.#idle.add(tell);
    this.#tellIdle();
    return () => void this.#idle.delete(tell);
  }

  /** The terminal has a new size: Ink hears of it and draws a new frame. */
  resize({ columns, rows }: Size): void {
    if (columns === this.columns && rows === this.rows) return;
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
    this.repaint();
  }

  /** Gives the screen back: attributes off, empty, cursor and automatic wrap on. Calls `done` when the terminal has it. */
  leave(done: () => void): void {
    if (this.#open) this.#send(LEAVE, done);
    else done();
    this.#open = false;
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    const text = typeof chunk === 'string' ? chunk : chunk.toString('utf8');
    // Besides frames Ink switches the cursor on and off, which is the stage's business.
    if (!/^(?:\u001b\[\?\d+[hl])*$/.test(text)) {
      this.#frame = text;
      this.#schedule();
    }
    done();
  }

  /** Several frames often come of one key press: the last one counts. */
  #schedule(): void {
    if (!this.#open || this.#scheduled || this.#sending || !this.#hasContent()) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #hasContent(): boolean {
    return this.#picture !== undefined || this.#frame !== undefined;
  }

  #tellIdle(): void {
    if (!this.#open || this.#sending || this.#scheduled) return;
    for (const tell of [...this.#idle]) {
      this.#idle.delete(tell);
      tell();
    }
  }

  #flush(): void {
    if (!this.#open || !this.#hasContent()) return;
    const count = Math.max(1, this.rows - 1);
    const rows =
      this.#picture?.render(this.columns, count, this.#capabilities) ??
      parseFrame(this.#frame ?? '', this.columns, count, this.#capabilities);
    if (this.#shown === undefined) this.#modes = NO_MODES;
    const update = this.#shown === undefined ? ENTER + renderAll(rows) : renderUpdate(this.#shown, rows);
    const modes = toModes(this.#picture, this.columns, count);
    const bytes = withModes(update, this.#modes, modes);
    this.#modes = modes;
    this.#shown = rows;
    if (bytes === '') {
      this.#tellIdle();
      return;
    }
    this.#sending = true;
    this.#send(bytes, () => {
      this.#sending = false;
      this.emit('sent');
      this.#schedule();
    });
  }
}

/**
 * UTF-8 (understood by the kernel's console, ignored elsewhere), ASCII as the character set, no scroll region, no automatic wrap, no
 * cursor, cursor keys as they were. Sent with every repaint, since whatever scribbled may have changed them.
 */
const ENTER = '\u001b%G\u001b(B\u000f\u001b[r\u001b[?7l\u001b[?1l\u001b[?25l';
const LEAVE = '\u001b[?1l\u001b[m\u001b[r\u001b[H\u001b[J\u001b[?7h\u001b[?25h';
