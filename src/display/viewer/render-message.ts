import type { Message } from '../control/model.ts';

const CLEAR = '\u001b[0m\u001b[r\u001b[H\u001b[2J';
const HIDE_CURSOR = '\u001b[?25l';

/** Seconds to `until`, at least 0; undefined without an end. */
export function secondsLeft({ until }: Message, now: Date): number | undefined {
  if (until === undefined) return undefined;
  return Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
}

/**
 * What shows a message in the middle of an empty terminal of this size. Characters that would do something to a terminal are left out, and the kernel's
 * fonts have no others than these anyway.
 */
export function renderMessage(message: Message, size: { columns: number; rows: number }, now: Date): string {
  const seconds = secondsLeft(message, now);
  const text = [message.text, ...(seconds === undefined ? [] : [`${seconds} s`])]
    .join(' ')
    .replaceAll('…', '...')
    .replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '')
    .slice(0, size.columns - 2);
  const row = Math.max(1, Math.ceil(size.rows / 2));
  const column = Math.max(1, Math.floor((size.columns - text.length) / 2) + 1);
  return `${CLEAR}${HIDE_CURSOR}\u001b[${row};${column}H${text}`;
}
