import { createDecoder, ESCAPE_MS, type Input } from '../keys/decode.ts';
import { createAnswerSieve } from './answer.ts';
import { type Capabilities, toCapabilities } from './capabilities.ts';
import type { Picture } from './picture.ts';
import { createReadiness } from './readiness.ts';
import { ASK_SIZE, DEFAULT_SIZE, toSize } from './size.ts';
import { type Send, type Size, Stage } from './stage.ts';

/** The line to a terminal: a tty in production, an emulator in tests. */
export interface Line {
  send: Send;
  /** The size that the system knows; `undefined` on serial lines. */
  size(): Size | undefined;
  /** Keys one by one instead of lines, no echo, no signals. */
  setRaw(raw: boolean): void;
  listen(listeners: { onText(text: string): void; onResize(): void; onHangUp(): void }): void;
  close(): void;
}

export interface TerminalOptions {
  line: Line;
  /** The terminal's type, as in TERM. */
  term: string | undefined;
  /** LC_ALL, LC_CTYPE or LANG. */
  locale: string | undefined;
  /** COLORTERM. */
  colourTerm?: string | undefined;
  onKey(key: string): void;
  /** The line is gone. */
  onHangUp(): void;
}

export interface Terminal {
  readonly stage: Stage;
  readonly capabilities: Capabilities;
  start(): void;
  /** Draws everything again, and asks for the size where the system doesn't know it. */
  repaint(): void;
  /** Shows `picture` in place of the console, and hands on what is typed as it comes, until `takeBack`. */
  lend(picture: Picture, onText: (text: string) => void): void;
  takeBack(): void;
  /**
   * Calls `done` once when what was drawn is on the screen; not while the terminal is lent. The returned function ends that. On a serial line the terminal
   * itself is asked, since the system has taken what the line has not yet sent.
   */
  whenShown(done: () => void): () => void;
  /** Puts the terminal back as it was; resolves when it has taken that, or after a second. */
  stop(): Promise<void>;
}

/** How long the answer to the question for the size may take: at 9600 baud a whole screen may be on its way before it. */
const ANSWER_MS = 10_000;
const STOP_MS = 1000;
/** Keys that may wait: what is pasted or held down beyond that is dropped. */
const MOST_KEYS = 64;

/** Joins a line, a stage and the decoder of keys. Each key is handed on in a turn of its own, when what the one before changed is drawn. */
export function createTerminal({
  line,
  term,
  locale,
  colourTerm,
  onKey,
  onHangUp,
}: TerminalOptions): Terminal {
  const capabilities = toCapabilities(term, locale, colourTerm);
  const stage = new Stage({ send: line.send, capabilities, size: line.size() ?? DEFAULT_SIZE });
  const readiness = createReadiness({ stage, line });
  const decoder = createDecoder();
  const keys: string[] = [];
  let handing = false;
  let askedUntil = 0;
  let settling: NodeJS.Timeout | undefined;
  let borrower: ((text: string) => void) | undefined;

  const ask = () => {
    // A borrower would have to be kept from the answer.
    if (line.size() !== undefined || borrower !== undefined) return;
    askedUntil = Date.now() + ANSWER_MS;
    line.send(ASK_SIZE, () => {});
  };

  const repaint = () => {
    stage.repaint();
    ask();
  };

  const hand = () => {
    const key = keys.shift();
    handing = key !== undefined;
    if (key === undefined) return;
    if (key === 'Ctrl-L') repaint();
    else onKey(key);
    // React schedules its work in a microtask, as an immediate of its own: the second immediate from here comes after that.
    setImmediate(() => setImmediate(hand));
  };

  const takeAnswer = ({ row, column }: { row: number; column: number }) => {
    if (Date.now() >= askedUntil) return;
    askedUntil = 0;
    const size = toSize(column, row);
    if (size !== undefined) stage.resize(size);
  };
  /** What comes late of the answer to a question of before is not typed. */
  const sieve = createAnswerSieve(takeAnswer);

  const lendOn = (text: string) => {
    clearTimeout(settling);
    if (Date.now() >= askedUntil && !readiness.isAsked()) {
      borrower?.(sieve.settle() + text);
      return;
    }
    const typed = sieve.push(text);
    if (typed !== '') borrower?.(typed);
    settling = setTimeout(() => {
      const late = sieve.settle();
      if (late !== '') borrower?.(late);
    }, ESCAPE_MS);
  };

  const take = (inputs: Input[]) => {
    for (const input of inputs) {
      if ('key' in input) {
        if (keys.length < MOST_KEYS) keys.push(input.key);
      } else if ('ready' in input) readiness.answered();
      else takeAnswer(input.cursor);
    }
    if (!handing) hand();
  };

  return {
    stage,
    capabilities,
    repaint,
    start: () => {
      line.setRaw(true);
      line.listen({
        onText: (text) => {
          if (borrower !== undefined) {
            lendOn(text);
            return;
          }
          clearTimeout(settling);
          take(decoder.push(text, Date.now()));
          if (decoder.waiting()) settling = setTimeout(() => take(decoder.settle(Date.now())), ESCAPE_MS);
        },
        onResize: () => {
          const size = line.size();
          if (size !== undefined) stage.resize(size);
        },
        onHangUp,
      });
      stage.enter();
      ask();
    },
    lend: (picture, onText) => {
      borrower = onText;
      keys.length = 0;
      readiness.suspend();
      stage.show(picture);
    },
    takeBack: () => {
      borrower = undefined;
      clearTimeout(settling);
      sieve.settle();
      stage.show(undefined);
      readiness.resume();
    },
    whenShown: readiness.when,
    stop: () =>
      new Promise((resolve) => {
        clearTimeout(settling);
        readiness.suspend();
        const end = () => {
          clearTimeout(late);
          line.setRaw(false);
          line.close();
          resolve();
        };
        const late = setTimeout(end, STOP_MS);
        stage.leave(end);
      }),
  };
}
