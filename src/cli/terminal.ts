import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Sink } from './output/output.ts';

/** The person in front of the program, or what stands in for one. */
export interface Terminal {
  /** Whether somebody can be asked: both what is typed and what is asked go to a terminal. */
  readonly interactive: boolean;
  /** Asks for one line; `hidden` does not show what is typed. Answers `undefined` at the end of input and on Ctrl-C. */
  ask(question: string, hidden?: boolean): Promise<string | undefined>;
  /** The terminal without its own idea of lines, echo and signals; nothing where input and output are no terminal. */
  readonly raw?: RawTerminal | undefined;
}

export interface RawTerminal {
  columns: number;
  rows: number;
  /** Hands on what is typed as it comes, Ctrl-C too, until the returned function is called. */
  open(onText: (text: string) => void): () => void;
  /** `text` goes to the terminal as it is. False: no more until `onDrain`. */
  write(text: string): boolean;
  onDrain(listener: () => void): void;
}

type Input = NodeJS.ReadableStream & { isTTY?: boolean };

/** Reads from `stdin` and asks on `stderr`, so that stdout stays clean. Where stdin is no terminal, lines are read without asking. */
export function createTerminal(stdin: Input, stderr: Sink, raw?: RawTerminal): Terminal {
  const interactive = stdin.isTTY === true && stderr.isTTY === true;
  return {
    interactive,
    raw,
    ask: (question, hidden = false) =>
      new Promise((resolve) => {
        if (interactive && hidden) stderr.write(question);
        const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
        const shown = hidden || !interactive ? silent : (stderr as unknown as NodeJS.WritableStream);
        // In terminal mode readline does the echo, so that a sink that swallows it hides what is typed.
        const lines = createInterface({ input: stdin, output: shown, terminal: interactive, historySize: 0 });
        if (interactive && !hidden) {
          lines.setPrompt(question);
          lines.prompt();
        }
        let answer: string | undefined;
        lines.once('line', (line) => {
          answer = line;
          lines.close();
        });
        lines.once('SIGINT', () => lines.close());
        lines.once('close', () => {
          if (interactive && (hidden || answer === undefined)) stderr.write('\n');
          stdin.pause();
          resolve(answer);
        });
      }),
  };
}
