import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { renderMessage, secondsLeft } from '../../../../src/display/viewer/render-message.ts';

const now = new Date('2026-11-30T12:00:00.000Z');
const size = { columns: 80, rows: 25 };

/** The rows of a terminal that showed something else before. */
async function rowsOf(text: string): Promise<string[]> {
  const terminal = new Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(`${'something else\r\n'.repeat(30)}${text}`, resolve));
  return Array.from(
    { length: size.rows },
    (_, row) =>
      terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true) ?? '',
  );
}

test('a message is in the middle of an empty terminal', async () => {
  const rows = await rowsOf(renderMessage({ text: 'Switched off' }, size, now));
  expect(rows.filter((row) => row !== '')).toEqual([`${' '.repeat(34)}Switched off`]);
  expect(rows[12]).toContain('Switched off');
});

test('what is left of a countdown is told in whole seconds', () => {
  const left = (until: string) => secondsLeft({ text: '', until }, now);
  expect(left('2026-11-30T12:00:05.000Z')).toBe(5);
  expect(left('2026-11-30T12:00:04.200Z')).toBe(5);
  expect(left('2026-11-30T11:00:00.000Z')).toBe(0);
  expect(renderMessage({ text: 'Starting again in', until: '2026-11-30T12:00:05.000Z' }, size, now)).toMatch(
    /Starting again in 5 s$/,
  );
});

test('nothing in a message does anything to the terminal', async () => {
  const rows = await rowsOf(renderMessage({ text: 'a\u001b[2Jb\u001b]0;t\u0007c\r\nd\u009b31m' }, size, now));
  expect(rows.filter((row) => row !== '').map((row) => row.trim())).toEqual(['a[2Jb]0;tcd31m']);
});

test('a message that is too long is cut, and one for a tiny terminal is shown as far as it goes', () => {
  expect(renderMessage({ text: 'x'.repeat(500) }, size, now)).toMatch(/Hx{78}$/);
  expect(renderMessage({ text: 'Switched off' }, { columns: 10, rows: 1 }, now)).toMatch(/\[1;2HSwitched$/);
});
