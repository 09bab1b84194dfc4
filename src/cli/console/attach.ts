import { pause, systemClock } from '../../client/clock.ts';
import { ApiError, type ConsoleConnection, Unreachable } from '../../client/connection.ts';
import { createEscape } from '../../client/console/escape.ts';
import { createFilter } from '../../client/console/filter.ts';
import type { ConsoleMessage } from '../../contract/console.ts';
import { plainText } from '../../contract/text.ts';
import type { Context } from '../command/verb.ts';
import { confirm } from '../confirm.ts';
import { EXIT, type ExitCode, Refused } from '../exit.ts';
import type { RawTerminal } from '../terminal.ts';
import { createLeaving } from './leaving.ts';

const AGAIN_MS = 1000;
/** What the guest takes for granted. */
const COLUMNS = 80;
const ROWS = 24;

/** Joins the terminal and the guest's console until the key that leaves is pressed, or somebody takes the console. */
export async function attach(context: Context, raw: RawTerminal): Promise<ExitCode> {
  const visit = new Visit(context, raw);
  await visit.connect().catch(async (error: unknown) => {
    if (!(error instanceof ApiError) || error.code !== 'console.held') throw error;
    await confirm(context, `${plainText(error.message)}; taking it over ends it there`);
    await visit.connect(true);
  });
  return visit.stay();
}

class Visit {
  readonly #context: Context;
  readonly #raw: RawTerminal;
  readonly #leaving = createLeaving();
  readonly #over = Promise.withResolvers<ExitCode>();
  readonly #life = new AbortController();
  #connection: ConsoleConnection | undefined;
  #type: (text: string) => void = () => {};

  constructor(context: Context, raw: RawTerminal) {
    this.#context = context;
    this.#raw = raw;
    raw.onDrain(() => this.#connection?.resume());
    // Whoever waits for it begins to do so once the console is open.
    this.#over.promise.catch(() => {});
  }

  async connect(takeOver = false): Promise<void> {
    const filter = createFilter();
    this.#connection = await this.#context.client.console({
      takeOver,
      signal: this.#life.signal,
      onBytes: (bytes) => {
        const text = this.#leaving.see(filter(bytes));
        if (!this.#raw.write(text)) this.#connection?.pause();
      },
      onMessage: (message) => this.#onMessage(message),
      onClose: () => void this.#reconnect(),
    });
  }

  async stay(): Promise<ExitCode> {
    const restore = this.#raw.open((text) => this.#type(text));
    try {
      return await this.#over.promise;
    } finally {
      this.#life.abort();
      this.#raw.write(this.#leaving.render());
      restore();
    }
  }

  #onMessage(message: ConsoleMessage): void {
    switch (message.kind) {
      case 'hello':
        this.#greet(message.escapeKey);
        break;
      case 'open':
        break;
      case 'waiting':
        this.#say(message.reason);
        break;
      case 'ended':
        if (message.why !== 'stopping') this.#over.reject(toRefusal(message));
    }
  }

  #greet(key: string): void {
    const { columns, rows } = this.#raw;
    // A terminal that does not know its size says 0.
    const isSmall = (columns > 0 && columns < COLUMNS) || (rows > 0 && rows < ROWS);
    this.#say(`the guest's console: ${key} leaves, pressed twice the guest gets it`);
    if (isSmall)
      this.#say(`the guest takes this terminal for ${COLUMNS}x${ROWS}, and it is ${columns}x${rows}`);
    this.#type = createEscape({
      key,
      clock: systemClock,
      send: (text) => this.#connection?.send(text),
      onLeave: () => this.#over.resolve(EXIT.done),
    });
  }

  /** The backend has gone: tries until it is there again. */
  async #reconnect(): Promise<void> {
    const { signal } = this.#life;
    this.#connection = undefined;
    this.#say('the backend does not answer; it is tried again');
    while (!signal.aborted) {
      try {
        await this.connect();
        return;
      } catch (error) {
        if (!(error instanceof Unreachable)) this.#over.reject(error);
        await pause(systemClock, AGAIN_MS, signal);
      }
    }
  }

  /** A line of ours among what the guest says. */
  #say(text: string): void {
    this.#raw.write(`\r\n[bezel: ${plainText(text)}]\r\n`);
  }
}

const toRefusal = ({ why, by = 'another seat' }: Extract<ConsoleMessage, { kind: 'ended' }>): Refused =>
  why === 'taken'
    ? new Refused('console.taken', `${plainText(by)} has taken the guest's console`)
    : new Refused('console.locked', 'the seat was locked');
