import { describe, expect, test } from 'vitest';
import { askTerminal, parseAnswer } from '../../../../src/cli/picture/ask-terminal.ts';
import { toLook } from '../../../../src/cli/picture/to-look.ts';
import { ManualClock } from '../../client/manual-clock.ts';

const usual = { width: 10, height: 20 };

test.each([
  ['\u001b[?62;4;22c', true, usual],
  ['\u001b[6;18;9t\u001b[?63;1;4c', true, { width: 9, height: 18 }],
  ['\u001b[?64;1;2;6c', false, usual],
  // What kind of a terminal it is, and no attribute.
  ['\u001b[?4c', false, usual],
  ['\u001b[?62;14;44c', false, usual],
  ['\u001b[6;0;9t\u001b[?62;4c', true, usual],
  ['\u001b[6;9999;9999t\u001b[?62;4c', true, usual],
  ['', false, usual],
  ['c4;', false, usual],
])('a terminal that says %j', (said, sixel, cell) => {
  expect(parseAnswer(said)).toEqual({ sixel, cell });
});

function start() {
  const clock = new ManualClock();
  const written: string[] = [];
  const life = new AbortController();
  let type: ((text: string) => void) | undefined;
  const raw = {
    ...{ columns: 80, rows: 24 },
    open: (onText: (text: string) => void) => {
      type = onText;
      return () => {
        type = undefined;
      };
    },
    write: (text: string) => written.push(text) > 0,
    onDrain: () => {},
  };
  const said = askTerminal(raw, life.signal, clock);
  return {
    clock,
    written,
    life,
    said,
    type: (text: string) => type?.(text),
    isOpen: () => type !== undefined,
  };
}

describe('asking the terminal what it is', () => {
  test('ends with its answer, cut anywhere, and gives the terminal back', async () => {
    const { said, written, type, isOpen, clock } = start();
    expect(written).toEqual(['\u001b[16t\u001b[c']);
    for (const character of 'x\u001b[6;16;8t\u001b[?62;4c') type(character);
    expect(await said).toEqual({ sixel: true, cell: { width: 8, height: 16 } });
    expect([isOpen(), clock.pending]).toEqual([false, []]);
  });

  test('takes no answer for no', async () => {
    const { said, clock, type, isOpen } = start();
    type('\u001b['.repeat(10_000));
    clock.advance(1500);
    expect(await said).toEqual({ sixel: false, cell: usual });
    expect(isOpen()).toBe(false);
  });

  test.each([
    ['Ctrl-C', ({ type }: ReturnType<typeof start>) => type('\u0003')],
    ['a signal', ({ life }: ReturnType<typeof start>) => life.abort()],
  ])('is ended by %s', async (_, end) => {
    const asking = start();
    end(asking);
    await expect(asking.said).rejects.toMatchObject({ name: 'Interrupted' });
    expect([asking.isOpen(), asking.clock.pending]).toEqual([false, []]);
  });
});

test.each([
  [
    { TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    { colours: 256, glyphs: 'unicode' },
  ],
  [
    { TERM: 'xterm-256color', COLORTERM: 'truecolor' },
    { colours: 16_777_216, glyphs: 'ascii' },
  ],
  [
    { TERM: 'linux', COLORTERM: 'truecolor', LANG: 'C' },
    { colours: 16, glyphs: 'cp437' },
  ],
  [
    { TERM: 'vt220', LC_ALL: 'en_GB.utf8', LANG: 'C' },
    { colours: 0, glyphs: 'unicode' },
  ],
  [
    { TERM: 'screen', NO_COLOR: '1', LANG: 'C.UTF-8' },
    { colours: 0, glyphs: 'unicode' },
  ],
  [
    { TERM: 'dumb', COLORTERM: 'truecolor' },
    { colours: 0, glyphs: 'ascii' },
  ],
  [{ TERM: 'ansi' }, { colours: 8, glyphs: 'ascii' }],
  [{}, { colours: 0, glyphs: 'ascii' }],
])('%j can show %j', (env, look) => {
  expect(toLook(env)).toEqual(look);
});
