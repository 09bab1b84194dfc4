import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFilter } from '../../../../../src/client/console/filter.ts';
import { createEmulator, type Emulator } from '../../../../../src/ui/terminal/guest/emulator.ts';
import { toColour } from '../../../../../src/ui/terminal/guest/to-colour.ts';
import { PLAIN, packStyle } from '../../../../../src/ui/terminal/style.ts';

const colourful = { colours: 16, glyphs: 'unicode' } as const;
const poor = { colours: 0, glyphs: 'ascii' } as const;
let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator();
});
afterEach(() => emulator.dispose());
const say = (text: string) => new Promise<void>((resolve) => emulator.write(text, resolve));
const textOf = (y: number, capabilities: Parameters<Emulator['row']>[1] = colourful) =>
  emulator.row(y, capabilities).texts.join('').trimEnd();

describe('the screen of the guest', () => {
  test('has what the guest says, where it says it', async () => {
    await say('one\r\ntwo\u001b[5;3Hthree');
    expect([textOf(0), textOf(1), textOf(4)]).toEqual(['one', 'two', '  three']);
    expect(emulator.cursor()).toEqual({ row: 4, column: 7 });
  });

  test('has its colours as far as the terminal has them, and attributes where it has none', async () => {
    await say('\u001b[31;44;1mx\u001b[0m\u001b[38;5;196my\u001b[0;37;40mz');
    expect(emulator.row(0, colourful).styles.slice(0, 3)).toEqual([
      packStyle({ foreground: 1, background: 4, bold: true }),
      packStyle({ foreground: 9 }),
      packStyle({ foreground: 7 }),
    ]);
    expect(emulator.row(0, poor).styles.slice(0, 4)).toEqual([
      packStyle({ bold: true, inverse: true }),
      PLAIN,
      PLAIN,
      PLAIN,
    ]);
  });

  test('has lines that are drawn by another character set, and wide characters in two columns', async () => {
    await say('\u001b(0lqk\u001b(B 漢x');
    expect(textOf(0)).toBe('┌─┐ 漢x');
    expect(textOf(0, poor)).toBe('+-+ ??x');
  });

  test('says whether the cursor is shown, and what its keys are to send', async () => {
    await say('\u001b[?25l\u001b[?1h');
    expect(emulator.cursor()).toBeUndefined();
    expect(emulator.applicationKeys()).toBe(true);
    emulator.clear();
    await say('');
    expect(emulator.cursor()).toEqual({ row: 0, column: 0 });
    expect(emulator.applicationKeys()).toBe(false);
  });

  test('keeps the cursor within the last column', async () => {
    await say('x'.repeat(80));
    expect(emulator.cursor()).toEqual({ row: 0, column: 79 });
  });

  test('does not grow with marks that are piled up in one place', async () => {
    const filter = createFilter();
    for (let i = 0; i < 100; i++) await say(filter(Buffer.from(`a\b${'\u0301'.repeat(1000)}`)));
    expect(Math.max(...emulator.row(0, colourful).texts.map((text) => text.length))).toBeLessThanOrEqual(1);
  });
});

test.each([
  ['the sixteen as they are', 12, false, 12],
  ['red of the cube', 196, false, 9],
  ['dark blue of the cube', 18, false, 4],
  ['grey', 240, false, 8],
  ['nearly black', 233, false, 0],
  ['orange of 24 bits', 0xff8800, true, 11],
  ['white', 0xffffff, true, 15],
])('the nearest colour: %s', (_, colour, isRgb, nearest) => {
  expect(toColour(colour, isRgb)).toBe(nearest);
});
