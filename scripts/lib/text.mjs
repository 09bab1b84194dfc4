// @ts-check
const sequences = /\u001b\[[0-9;?]*[A-Za-z]/g;
const controls = /[\u0000-\u001f\u007f-\u009f]+/g;

/**
 * The text on one line without anything that a terminal would obey.
 * @param {string} text
 */
export function toPlainLine(text) {
  return text.replace(sequences, '').replace(controls, ' ').trim();
}

/**
 * `4.2 s` below a minute, `1 min 23 s` from there on.
 * @param {number} ms
 */
export function toElapsed(ms) {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Cuts to a width in characters, with an ellipsis where something is missing.
 * @param {string} text
 * @param {number} width
 */
export function toWidth(text, width) {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/**
 * What the person at the terminal reads about a step that failed.
 * @param {{ title: string, message: string, hint?: string | undefined, tail: readonly string[], logPath: string }} failure
 */
export function toFailureReport({ title, message, hint, tail, logPath }) {
  return [
    '',
    `${title}: failed`,
    `  ${toPlainLine(message)}`,
    ...(hint === undefined ? [] : [`  ${toPlainLine(hint)}`]),
    '',
    'The last lines of its log:',
    ...tail.map((line) => `  ${toPlainLine(line)}`),
    '',
    `The whole log: ${logPath}`,
  ].join('\n');
}
