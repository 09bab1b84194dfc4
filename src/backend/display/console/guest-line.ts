import type { Duplex } from 'node:stream';
import { type ConsoleMessage, type GuestState, maxFrameBytes, plainText } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import type { Tail } from '../../host/read-tail.ts';

/** A line that is typed before there is one to the guest. */
const mostEarlyBytes = 1024;

export interface GuestLineOptions {
  log: Log;
  /** Opens the guest's console; throws an OperatorError. */
  open(signal: AbortSignal): Promise<Duplex>;
  /** What the guest has said beyond `from`, or last. */
  readLog(from?: number): Promise<Tail | undefined>;
  guestState(): GuestState;
  /** The guest has said something. False: nothing more until `resume`. */
  onBytes(bytes: Uint8Array): boolean;
  onMessage(message: ConsoleMessage): void;
  /** After a write that said false: more is taken. */
  onDrain(): void;
}

/**
 * The line to the guest's serial console for as long as somebody has it: begins with what the guest said last, ends with each run of the guest,
 * and is opened again with the next one. What is said in between comes from the log.
 */
export class GuestLine {
  readonly #options: GuestLineOptions;
  readonly #life = new AbortController();
  #line: Duplex | undefined;
  #started = false;
  #opening = false;
  /** What was typed while the line is being opened. */
  #early: Uint8Array = new Uint8Array(0);
  #lookAgain = false;
  #told = '';
  /** Where in the log that begins what was not shown. */
  #from: Promise<number | undefined> = Promise.resolve(undefined);

  constructor(options: GuestLineOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#showLog();
    this.#started = true;
    this.look();
  }

  stop(): void {
    this.#life.abort();
    this.#line?.destroy();
  }

  /** The guest may be another one than before: opens the line where that is possible and it is not open. */
  look(): void {
    if (!this.#started || this.#line !== undefined || this.#life.signal.aborted) return;
    const why = whyClosed(this.#options.guestState());
    if (why === undefined) void this.#open();
    else this.#wait(why);
  }

  /** Sends what was typed, as soon as there is a line; where none can be made it is lost. False: no more until `onDrain`. */
  write(bytes: Uint8Array): boolean {
    if (this.#isOpen && this.#line !== undefined) return this.#line.write(bytes);
    if (this.#early.length + bytes.length <= mostEarlyBytes)
      this.#early = Buffer.concat([this.#early, bytes]);
    this.look();
    return true;
  }

  /** More of what the guest says is taken. */
  resume(): void {
    if (this.#isOpen) this.#line?.resume();
  }

  async #open(): Promise<void> {
    this.#lookAgain = this.#opening;
    if (this.#opening) return;
    this.#opening = true;
    const { open, log } = this.#options;
    try {
      const line = await open(this.#life.signal);
      line.on('error', (error) => log.debug("The guest's console breaks", { error }));
      if (this.#life.signal.aborted) return void line.destroy();
      this.#line = line;
      line.once('close', () => this.#onClose(line));
      await this.#showLog();
      this.#follow(line);
    } catch (error) {
      if (!this.#life.signal.aborted) this.#wait(plainText((error as Error).message));
    } finally {
      this.#opening = false;
      if (this.#lookAgain) this.look();
    }
  }

  #follow(line: Duplex): void {
    if (line.destroyed) return;
    this.#opening = false;
    this.#tell({ kind: 'open' });
    if (this.#early.length > 0) line.write(this.#early);
    this.#early = new Uint8Array(0);
    line.on('drain', () => this.#options.onDrain());
    line.on('data', (bytes: Uint8Array) => {
      if (!this.#pass(bytes)) line.pause();
    });
  }

  #pass(bytes: Uint8Array): boolean {
    let takesMore = true;
    for (let at = 0; at < bytes.length; at += maxFrameBytes)
      takesMore = this.#options.onBytes(bytes.subarray(at, at + maxFrameBytes));
    return takesMore;
  }

  #onClose(line: Duplex): void {
    if (this.#line !== line || this.#life.signal.aborted) return;
    this.#line = undefined;
    this.#from = this.#readEnd();
    // What was typed and not taken is lost.
    this.#options.onDrain();
    this.#wait(whyClosed(this.#options.guestState()) ?? 'The line to the guest has ended');
  }

  /** At first what was said last, later what was said since the line ended. */
  async #showLog(): Promise<void> {
    const tail = await this.#options.readLog(await this.#from);
    if (tail === undefined || this.#life.signal.aborted) return;
    this.#from = Promise.resolve(tail.end);
    this.#pass(tail.bytes);
  }

  async #readEnd(): Promise<number | undefined> {
    return (await this.#options.readLog())?.end;
  }

  #wait(reason: string): void {
    this.#early = new Uint8Array(0);
    this.#tell({ kind: 'waiting', reason });
  }

  /** What was said before has been shown, and the line is followed. */
  get #isOpen(): boolean {
    return this.#line !== undefined && !this.#opening;
  }

  #tell(message: ConsoleMessage): void {
    const text = JSON.stringify(message);
    if (text === this.#told) return;
    this.#told = text;
    this.#options.onMessage(message);
  }
}

/** Why there is nothing to be opened; `undefined` where QEMU runs. */
function whyClosed(state: GuestState): string | undefined {
  if (state === 'absent' || state === 'off') return 'The guest is off';
  if (state === 'starting') return 'The guest is being started';
  return state === 'unknown' ? 'libvirt does not answer' : undefined;
}
