import { renderJson } from './json.ts';
import { type Line, renderLine } from './text.ts';

/** Where text goes; what a `WriteStream` has of it. */
export interface Sink {
  write(text: string | Uint8Array): unknown;
  isTTY?: boolean;
  columns?: number;
}

export interface OutputOptions {
  stdout: Sink;
  stderr: Sink;
  json: boolean;
  /** False where NO_COLOR is set or TERM is `dumb`. */
  colours: boolean;
}

/** The only way to the terminal: everything that passes is free of control characters. */
export interface Output {
  readonly json: boolean;
  /** Whether stdout is a terminal. */
  readonly toTerminal: boolean;
  /** Columns that stdout has; 80 where it is no terminal. */
  readonly columns: number;
  /** Lines on stdout. */
  print(lines: readonly Line[]): void;
  /** One JSON document on stdout: indented, or on one line where many follow each other. */
  printJson(value: unknown, oneLine?: boolean): void;
  /** A file's content on stdout, as it is. */
  printBytes(bytes: Uint8Array): void;
  /** Lines on stderr. */
  note(lines: readonly Line[]): void;
  /** A line on stderr that the next one replaces; nothing where stderr is no terminal. `undefined` takes it away. */
  progress(text: string | undefined): void;
}

export function createOutput({ stdout, stderr, json, colours }: OutputOptions): Output {
  let shown = false;
  const write = (sink: Sink, lines: readonly Line[]) => {
    if (lines.length === 0) return;
    const inColour = colours && sink.isTTY === true;
    sink.write(`${lines.map((line) => renderLine(line, inColour)).join('\n')}\n`);
  };
  const progress = (text: string | undefined) => {
    if (stderr.isTTY !== true) return;
    if (text === undefined) {
      if (shown) stderr.write('\r\x1b[K');
    } else {
      // One column stays free: a line that fills the terminal would wrap, and could not be replaced.
      stderr.write(`\r\x1b[K${[...renderLine(text, false)].slice(0, (stderr.columns || 80) - 1).join('')}`);
    }
    shown = text !== undefined;
  };
  return {
    json,
    toTerminal: stdout.isTTY === true,
    columns: stdout.isTTY === true ? Math.max(40, stdout.columns || 80) : 80,
    print: (lines) => write(stdout, lines),
    printJson: (value, oneLine = false) => stdout.write(`${renderJson(value, oneLine ? 0 : 2)}\n`),
    printBytes: (bytes) => void stdout.write(bytes),
    note: (lines) => {
      progress(undefined);
      write(stderr, lines);
    },
    progress,
  };
}
