import type { Progress } from './step.ts';
import { toElapsed, toPlainLine, toWidth } from './text.ts';

const spinner = ['|', '/', '-', '\\'];
const marks = { done: '✓', cached: '=', failed: '✗' } as const;
const clearLine = '\r\u001b[K';

export interface Terminal {
  write(text: string): void;
  isTTY?: boolean;
  columns?: number;
}

/** Progress on a terminal: one line that turns. Elsewhere: a line when a step starts, each minute, and at its end. */
export function createProgress(terminal: Terminal, now: () => number = performance.now): Progress {
  return terminal.isTTY ? createSpinner(terminal, now) : createPlain(terminal, now);
}

function createSpinner(terminal: Terminal, now: () => number): Progress {
  let title = '';
  let detail = '';
  let started = 0;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const line = `${spinner[turn++ % spinner.length]} ${title}  ${toElapsed(now() - started)}  ${detail}`;
    terminal.write(`${clearLine}${toWidth(line, (terminal.columns ?? 80) - 1)}`);
  };
  return {
    start(newTitle) {
      title = newTitle;
      detail = '';
      started = now();
      draw();
      timer = setInterval(draw, 125);
    },
    detail(line) {
      detail = toPlainLine(line);
    },
    end(result) {
      clearInterval(timer);
      const time = result === 'cached' ? 'cached' : toElapsed(now() - started);
      terminal.write(`${clearLine}${marks[result]} ${title}  ${time}\n`);
    },
  };
}

function createPlain(terminal: Terminal, now: () => number): Progress {
  let title = '';
  let started = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    start(newTitle) {
      title = newTitle;
      started = now();
      terminal.write(`${title} …\n`);
      timer = setInterval(() => terminal.write(`${title}: ${toElapsed(now() - started)} so far\n`), 60_000);
    },
    detail() {},
    end(result) {
      clearInterval(timer);
      const time =
        result === 'cached' ? 'nothing to do (cached)' : `${result}, ${toElapsed(now() - started)}`;
      terminal.write(`${title}: ${time}\n`);
    },
  };
}
