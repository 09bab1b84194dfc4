import { createDecoder, ESCAPE_MS, type Input } from '../keys/decode.ts';
import { toCapabilities } from './capabilities.ts';
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
  onKey(key: string): void;
  /** The line is gone. */
  onHangUp(): void;
}

export interface Terminal {
  readonly stage: Stage;
  start(): void;
  /** Draws everything again, and asks for the size where the system doesn't know it. */
  repaint(): void;
  /** Puts the terminal back as it was; resolves when it has taken that, or after a second. */
  stop(): Promise<void>;
}

/** How long the answer to the question for the size may take: at 9600 baud a whole screen may be on its way before it. */
const ANSWER_MS = 10_000;
const STOP_MS = 1000;
/** Keys that may wait: what is pasted or held down beyond that is dropped. */
const MOST_KEYS = 64;

/** Joins a line, a stage and the decoder of keys. Each key is handed on in a turn of its own, when what the one before changed is drawn. */
export function createTerminal({ line, term, locale, onKey, onHangUp }: TerminalOptions): Terminal {
  const stage = new Stage({
    send: line.send,
    capabilities: toCapabilities(term, locale),
    size: line.size() ?? DEFAULT_SIZE,
  });
  const decoder = createDecoder();
  const keys: string[] = [];
  let handing = false;
  let askedUntil = 0;
  let settling: NodeJS.Timeout | undefined;

  const ask = () => {
    if (line.size() !== undefined) return;
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

  const take = (inputs: Input[]) => {
    for (const input of inputs) {
      if ('key' in input) {
        if (keys.length < MOST_KEYS) keys.push(input.key);
      } else if (Date.now() < askedUntil) {
        askedUntil = 0;
        const size = toSize(input.cursor.column, input.cursor.row);
        if (size !== undefined) stage.resize(size);
      }
    }
    if (!handing) hand();
  };

  return {
    stage,
    repaint,
    start: () => {
      line.setRaw(true);
      line.listen({
        onText: (text) => {
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
    stop: () =>
      new Promise((resolve) => {
        clearTimeout(settling);
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
