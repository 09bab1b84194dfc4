import xterm from '@xterm/headless';
import type { Line } from '../../src/ui/terminal/terminal.ts';

const WAIT_MS = 10_000;

/** A terminal emulator at the other end of a line: what it shows is what somebody in front of it would see. */
export interface FakeTerminal {
  line: Line;
  /** The rows of the screen, blanks at their ends removed. */
  rows(): string[];
  text(): string;
  /** Every byte that was sent so far. */
  sent(): string;
  /** Whether a column of a row is drawn inverse, bold or in a colour. */
  cell(row: number, column: number): { inverse: boolean; bold: boolean; coloured: boolean; text: string };
  cursorVisible(): boolean;
  /** Sends what a keyboard sends, as one piece. */
  type(text: string): void;
  resize(columns: number, rows: number): void;
  hangUp(): void;
  /** Resolves when the screen is as wanted; looks after everything that is drawn. Fails with the screen when that takes too long. */
  until(what: string, is: (text: string, rows: string[]) => boolean): Promise<void>;
  /** Resolves when the screen has the text. */
  see(text: string | RegExp): Promise<void>;
  /** Resolves when the screen has the text no more. */
  seeNo(text: string | RegExp): Promise<void>;
  /** Holds back the acknowledgement of what is sent, as a slow line does, until the returned function is called. */
  stall(): () => void;
  raw(): boolean;
}

interface Options {
  columns?: number;
  rows?: number;
  /** A serial line: the system doesn't know the size, and has to ask. */
  serial?: boolean;
  /** Does the terminal answer questions? */
  answers?: boolean;
}

export function createFakeTerminal({
  columns = 80,
  rows = 24,
  serial = false,
  answers = true,
}: Options = {}): FakeTerminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true });
  const watchers = new Set<() => void>();
  let sent = '';
  let raw = false;
  let cursorVisible = true;
  let listeners: Parameters<Line['listen']>[0] | undefined;
  let stalled: Promise<void> | undefined;
  terminal.onData((text) => answers && listeners?.onText(text));

  const read = () =>
    Array.from(
      { length: terminal.rows },
      (_, i) => terminal.buffer.active.getLine(i)?.translateToString(true) ?? '',
    );
  const until: FakeTerminal['until'] = (what, is) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const now = read();
        if (!is(now.join('\n'), now)) return;
        end();
        resolve();
      };
      const late = setTimeout(() => {
        end();
        reject(new Error(`never seen: ${what}\n${read().join('\n')}`));
      }, WAIT_MS);
      const end = () => {
        clearTimeout(late);
        watchers.delete(look);
      };
      watchers.add(look);
      look();
    });
  const has = (text: string, part: string | RegExp) =>
    typeof part === 'string' ? text.includes(part) : part.test(text);

  return {
    line: {
      send: (bytes, done) => {
        sent += bytes;
        if (bytes.includes('\u001b[?25l')) cursorVisible = false;
        if (bytes.includes('\u001b[?25h')) cursorVisible = true;
        terminal.write(bytes, () => {
          for (const look of [...watchers]) look();
          if (stalled === undefined) done();
          else void stalled.then(done);
        });
      },
      size: () => (serial ? undefined : { columns: terminal.cols, rows: terminal.rows }),
      setRaw: (value) => {
        raw = value;
      },
      listen: (given) => {
        listeners = given;
      },
      close: () => {
        listeners = undefined;
      },
    },
    rows: read,
    text: () => read().join('\n'),
    sent: () => sent,
    cell: (row, column) => {
      const cell = terminal.buffer.active.getLine(row)?.getCell(column);
      return {
        inverse: cell?.isInverse() !== 0,
        bold: cell?.isBold() !== 0,
        coloured: cell !== undefined && (!cell.isFgDefault() || !cell.isBgDefault()),
        text: cell?.getChars() ?? '',
      };
    },
    cursorVisible: () => cursorVisible,
    type: (text) => listeners?.onText(text),
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
      listeners?.onResize();
    },
    hangUp: () => listeners?.onHangUp(),
    until,
    see: (text) => until(String(text), (all) => has(all, text)),
    seeNo: (text) => until(`no ${text}`, (all) => !has(all, text)),
    stall: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      stalled = promise;
      return () => {
        stalled = undefined;
        resolve();
      };
    },
    raw: () => raw,
  };
}
