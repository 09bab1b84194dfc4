import { describe, expect, test } from 'vitest';
import { toCapabilities } from '../../../../src/ui/terminal/capabilities.ts';
import { parseRow } from '../../../../src/ui/terminal/cells.ts';
import { toGlyph } from '../../../../src/ui/terminal/glyphs.ts';
import { toSize } from '../../../../src/ui/terminal/size.ts';
import { paint, toSgr } from '../../../../src/ui/terminal/style.ts';

describe('a terminal', () => {
  test.each([
    ['linux', undefined, { colours: 16, glyphs: 'cp437' }],
    ['vt220', 'C.UTF-8', { colours: 0, glyphs: 'ascii' }],
    ['vt100', undefined, { colours: 0, glyphs: 'ascii' }],
    ['xterm', 'en_GB.utf8', { colours: 16, glyphs: 'unicode' }],
    ['xterm-256color', 'en_GB.utf8', { colours: 256, glyphs: 'unicode' }],
    ['xterm-direct', 'en_GB.utf8', { colours: 16_777_216, glyphs: 'unicode' }],
    ['xterm-256color', 'C', { colours: 256, glyphs: 'ascii' }],
    ['ansi', undefined, { colours: 8, glyphs: 'ascii' }],
    [undefined, undefined, { colours: 0, glyphs: 'ascii' }],
  ])('of type %s is taken for what it is', (term, locale, expected) => {
    expect(toCapabilities(term, locale)).toEqual(expected);
  });

  test.each([
    ['truecolor', 16_777_216],
    ['24bit', 16_777_216],
    ['yes', 256],
  ])('that has %s in COLORTERM has %i colours', (colourTerm, colours) => {
    expect(toCapabilities('xterm-256color', 'C.UTF-8', colourTerm).colours).toBe(colours);
    // The kernel's console takes such colours and shows the nearest of its own.
    expect(toCapabilities('linux', undefined, colourTerm).colours).toBe(16);
  });

  test.each([
    [
      '38;2;255;136;0',
      '\u001b[0;38;2;255;136;0m',
      '\u001b[0;38;5;208m',
      '\u001b[0;93m',
      '\u001b[0;1;33m',
      '\u001b[m',
    ],
    ['48;5;196', '\u001b[0;48;5;196m', '\u001b[0;48;5;196m', '\u001b[0;101m', '\u001b[0;41m', '\u001b[0;7m'],
    ['48;5;9', '\u001b[0;101m', '\u001b[0;101m', '\u001b[0;101m', '\u001b[0;41m', '\u001b[0;7m'],
    ['38;2;1;2;999', '\u001b[m', '\u001b[m', '\u001b[m', '\u001b[m', '\u001b[m'],
    ['38;5;1;2', '\u001b[0;2;31m', '\u001b[0;2;31m', '\u001b[0;2;31m', '\u001b[0;2;31m', '\u001b[m'],
  ])('shows the colour %s as far as it can', (codes, all, many, sixteen, eight, none) => {
    const shown = ([16_777_216, 256, 16, 8, 0] as const).map((colours) =>
      toSgr(parseRow(`\u001b[${codes}mx`, 1, { colours, glyphs: 'ascii' }).styles[0] ?? 0),
    );
    expect(shown).toEqual([all, many, sixteen, eight, none]);
  });

  test.each([
    ['─', '─', '-'],
    ['╭', '┌', '+'],
    ['█', '█', '#'],
    ['…', '~', '~'],
    ['é', 'é', 'e'],
    ['€', '?', '?'],
    ['●', '•', '*'],
    ['a', 'a', 'a'],
  ])('shows %s as %s in the font of the kernel console, as %s in ASCII', (glyph, cp437, ascii) => {
    expect(toGlyph(glyph, 1, 'cp437')).toBe(cp437);
    expect(toGlyph(glyph, 1, 'ascii')).toBe(ascii);
    expect(toGlyph(glyph, 1, 'unicode')).toBe(glyph);
  });

  test('that lacks a wide character shows as many columns of something else', () => {
    expect(parseRow('漢a', 4, { colours: 0, glyphs: 'ascii' }).texts).toEqual(['?', '?', 'a', ' ']);
    expect(parseRow('漢a', 4, { colours: 0, glyphs: 'unicode' }).texts).toEqual(['漢', '', 'a', ' ']);
  });

  test('without colours shows a background as inverse, with eight shows bright ones as bold', () => {
    const text = paint('x', { foreground: 9, background: 4 });
    const sgr = (colours: 0 | 8 | 16) =>
      toSgr(parseRow(text, 1, { colours, glyphs: 'ascii' }).styles[0] ?? 0);
    expect(sgr(0)).toBe('\u001b[0;7m');
    expect(sgr(8)).toBe('\u001b[0;1;31;44m');
    expect(sgr(16)).toBe('\u001b[0;91;44m');
  });

  test('of eight colours keeps what has no background without one', () => {
    const row = parseRow(paint('x', { foreground: 9 }), 1, { colours: 8, glyphs: 'ascii' });
    expect(toSgr(row.styles[0] ?? 0)).toBe('\u001b[0;1;31m');
  });

  test.each([
    [0, 0, undefined],
    [80, 0, undefined],
    [undefined, undefined, undefined],
    [1.5, 24, undefined],
    [132, 43, { columns: 132, rows: 43 }],
    [9999, 9999, { columns: 480, rows: 135 }],
  ])('that says %s columns and %s rows has the size %o', (columns, rows, size) => {
    expect(toSize(columns, rows)).toEqual(size);
  });
});
