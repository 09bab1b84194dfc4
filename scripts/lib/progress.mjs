// @ts-check
import { toElapsed, toPlainLine, toWidth } from './text.mjs';

/**
 * @typedef {object} Progress draws one step at a time
 * @property {(title: string) => void} start
 * @property {(line: string) => void} detail what the step is at, any text
 * @property {(result: 'done' | 'cached' | 'failed') => void} end
 *
 * @typedef {object} Terminal
 * @property {(text: string) => void} write
 * @property {boolean} [isTTY]
 * @property {number} [columns]
 */

const spinner = ['|', '/', '-', '\\'];
const marks = { done: '✓', cached: '=', failed: '✗' };
const clearLine = '\r\u001b[K';

/**
 * Progress on a terminal: one line that turns. Elsewhere: a line when a step starts, each minute, and at its end.
 * @param {Terminal} terminal
 * @param {() => number} [now] in milliseconds
 * @returns {Progress}
 */
export function createProgress(terminal, now = () => performance.now()) {
  return terminal.isTTY ? createSpinner(terminal, now) : createPlain(terminal, now);
}

/**
 * @param {Terminal} terminal
 * @param {() => number} now
 * @returns {Progress}
 */
function createSpinner(terminal, now) {
  let title = '';
  let detail = '';
  let started = 0;
  let turn = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
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

/**
 * @param {Terminal} terminal
 * @param {() => number} now
 * @returns {Progress}
 */
function createPlain(terminal, now) {
  let title = '';
  let started = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
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
