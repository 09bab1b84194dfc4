import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFrame } from '../../../../src/ui/terminal/cells.ts';
import { paint, type Style } from '../../../../src/ui/terminal/style.ts';
import { renderAll, renderUpdate } from '../../../../src/ui/terminal/update.ts';

const capabilities = { colours: 16, glyphs: 'unicode' } as const;
const [columns, rows] = [20, 4];
const parse = (frame: string) => parseFrame(frame, columns, rows, capabilities);

async function show(...pieces: string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows: rows + 1,
    scrollback: 0,
    allowProposedApi: true,
  });
  for (const piece of pieces) await new Promise<void>((resolve) => terminal.write(piece, resolve));
  return Array.from({ length: rows }, (_, y) => {
    const line = terminal.buffer.active.getLine(y);
    return Array.from({ length: columns }, (__, x) => {
      const cell = line?.getCell(x);
      const blank = cell?.getChars() === '' && cell.getWidth() === 1;
      return [
        blank ? ' ' : cell?.getChars(),
        cell?.isBold(),
        cell?.isInverse(),
        cell?.getFgColor(),
        cell?.getBgColor(),
      ].join();
    }).join('|');
  });
}

const style = fc.record(
  {
    foreground: fc.integer({ min: 0, max: 15 }),
    background: fc.integer({ min: 0, max: 15 }),
    bold: fc.boolean(),
    inverse: fc.boolean(),
  },
  { requiredKeys: [] },
);
const piece = fc
  .tuple(fc.stringMatching(/^[ a-c─漢é]{0,9}$/u), style)
  .map(([text, how]) => paint(text, how as Style));
const frame = fc
  .array(
    fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
    { maxLength: rows },
  )
  .map((lines) => lines.join('\n'));

describe('what is sent', () => {
  test('leads from any frame to any other, as drawing the other alone does', async () => {
    await fc.assert(
      fc.asyncProperty(frame, frame, async (before, after) => {
        const updated = await show(renderAll(parse(before)), renderUpdate(parse(before), parse(after)));
        expect(updated).toEqual(await show(renderAll(parse(after))));
      }),
      { numRuns: 150 },
    );
  });

  test('leads to a frame that has moved up, below and above what stays, as drawing it does', async () => {
    const lines = fc.array(fc.stringMatching(/^[ab]{0,6}$/), { minLength: 8, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(5), fc.nat(2), fc.nat(2), async (all, by, above, below) => {
        const before = all.slice(0, rows);
        const moved = all.slice(by, by + rows);
        const after = [
          ...before.slice(0, above),
          ...moved.slice(above, rows - below),
          ...before.slice(rows - below),
        ];
        const [from, to] = [parse(before.join('\n')), parse(after.join('\n'))];
        expect(await show(renderAll(from), renderUpdate(from, to))).toEqual(await show(renderAll(to)));
      }),
      { numRuns: 150 },
    );
  });

  test('scrolls where that is shorter', () => {
    const lines = ['the first line', 'the second', 'the third one', 'the fourth', 'the fifth line'];
    const sent = renderUpdate(parse(lines.slice(0, 4).join('\n')), parse(lines.slice(1).join('\n')));
    expect(sent).toBe('\u001b[1;4r\u001b[4H\u001bD\u001b[r\u001b[4Hthe fifth line');
  });

  test('is nothing when nothing differs', () => {
    const text = paint('same', { bold: true });
    expect(renderUpdate(parse(text), parse(text))).toBe('');
  });

  test('is only what differs', () => {
    expect(renderUpdate(parse('one two\nthree'), parse('one twx\nthree'))).toBe('\u001b[1;7Hx');
    expect(renderUpdate(parse('one two'), parse('one'))).toBe('\u001b[1;4H\u001b[K');
  });

  test('jumps over what is the same only where that is shorter', () => {
    expect(renderUpdate(parse('a---b'), parse('x---y'))).toBe('\u001b[1Hx---y');
    expect(renderUpdate(parse('a----------b'), parse('x----------y'))).toBe('\u001b[1Hx\u001b[1;12Hy');
  });

  test('is whole when everything has to be drawn again, whatever is there', async () => {
    const scribbled = await show('kernel: oops\r\nmore\u001b[31m and more', renderAll(parse('clean')));
    expect(scribbled).toEqual(await show(renderAll(parse('clean'))));
  });

  test('never has a control sequence that was in a frame', () => {
    const sent = renderAll(parse('a\u001b[2Jb\u001b]0;t\u0007c\u009b5md\re'));
    expect(sent).toContain('abc5mde');
    expect(sent).not.toMatch(/\u001b\[2J|\u001b\]|\u009b|\r/);
  });
});
