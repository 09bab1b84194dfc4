import type { Terminal } from '@xterm/headless';
import type { Capabilities } from '../capabilities.ts';
import type { Row } from '../cells.ts';
import { toRow } from './to-row.ts';

/** What a serial line's other end takes for granted. */
export const GUEST_SIZE = { columns: 80, rows: 24 };

/** A terminal in this process: takes what the guest says, and keeps the screen that comes of it. It answers nothing. */
export interface Emulator {
  /** Calls `done` once the screen shows it. */
  write(text: string, done: () => void): void;
  /** As after power-on, once what was written before is drawn. */
  clear(): void;
  row(y: number, capabilities: Capabilities): Row;
  /** Where the cursor is, if it is to be seen: a position on the screen of `GUEST_SIZE`. */
  cursor(): { row: number; column: number } | undefined;
  /** The row that the cursor is in, to be seen or not. */
  cursorRow(): number;
  applicationKeys(): boolean;
  dispose(): void;
}

/** The emulator is loaded with the first use: most consoles never need it. */
export async function createEmulator(): Promise<Emulator> {
  const { default: xterm } = await import('@xterm/headless');
  const { columns, rows } = GUEST_SIZE;
  const terminal: Terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 0,
    allowProposedApi: true,
  });
  let visible = true;
  // xterm tells nobody whether the cursor is shown.
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (modes) => seeMode(modes, true));
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, (modes) => seeMode(modes, false));
  const seeMode = (modes: (number | number[])[], on: boolean): false => {
    if (modes.includes(CURSOR)) visible = on;
    return false;
  };
  const place = () => {
    const { cursorX, cursorY } = terminal.buffer.active;
    return { row: cursorY, column: Math.min(cursorX, columns - 1) };
  };
  return {
    write: (text, done) => terminal.write(text, done),
    clear: () => terminal.write('\u001bc\u001b[?25h'),
    row: (y, capabilities) => toRow(terminal.buffer.active.getLine(y), columns, capabilities),
    cursor: () => (visible ? place() : undefined),
    cursorRow: () => place().row,
    applicationKeys: () => terminal.modes.applicationCursorKeysMode,
    dispose: () => terminal.dispose(),
  };
}

const CURSOR = 25;
