import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFilter, OTHER_SCREEN_OFF, RESET } from '../../../../src/client/console/filter.ts';

const filter = (text: string) => createFilter()(new TextEncoder().encode(text));
/** As on a slow line: each byte by itself. */
const byteByByte = (text: string) => {
  const take = createFilter();
  return [...new TextEncoder().encode(text)].map((byte) => take(Uint8Array.of(byte))).join('');
};

describe('passes', () => {
  test.each([
    ['text', 'login: größer ✓ 日本\r\n\tx\b'],
    ['colours', '\u001b[1;31mred\u001b[0m\u001b[38;5;120m\u001b[38;2;1;2;3m'],
    [
      'what moves, draws and erases',
      '\u001b[2J\u001b[10;20Hx\u001b[K\u001b[3A\u001b[2L\u001b[5P\u001b[4@\u001b[1;20r',
    ],
    ['its modes', '\u001b[?25l\u001b[?1049h\u001b[?1h\u001b[4h'],
    ['character sets', '\u001b(0lqqk\u001b(B\u000ex\u000f'],
    ['where the cursor was', '\u001b7\u001b8\u001bM\u001bD\u001bE'],
  ])('%s', (_, text) => {
    expect(filter(text)).toBe(text);
    expect(byteByByte(text)).toBe(text);
  });
});

describe('keeps back', () => {
  test.each([
    ['questions', '\u001b[c\u001b[>c\u001b[6n\u001b[5n\u001b[?6n\u001b[x\u001bZ\u0005\u001b[?1$p'],
    ['a title', '\u001b]0;evil\u0007\u001b]2;evil\u001b\\'],
    ['the clipboard', '\u001b]52;c;aGVsbG8=\u0007'],
    ['a string of the device', '\u001bP$q"p\u001b\\\u001bP+q544e\u001b\\'],
    ['keys that are programmed', '\u001bP1;1|17/0d\u001b\\'],
    ['printing', '\u001b[5i\u001b[4i\u001b[?5i\u001b[i'],
    ['another size', '\u001b[8;10;10t\u001b[18t\u001b[?3h\u001b[?40h'],
    ['mouse, paste and other modes', '\u001b[?1000h\u001b[?1006h\u001b[?2004h\u001b[20h\u001b[2h'],
    [
      'the kernel console: palette, blanking, another console',
      '\u001b]R\u001b[9;0]\u001b[14]\u001b[12;3]\u001b[11;1]',
    ],
    ['8-bit controls', '\u0090evil\u009c\u009d0;x\u009c\u009e\u009c\u0085\u008d'],
    [
      'what is not known',
      '\u001b[>4;2m\u001b[ q\u001b[=1u\u001b%G\u001b#8\u001bn\u001b^x\u001b\\\u001b_x\u001b\\',
    ],
    ['what has no width', '\u202e\u200b\ufeff\u0301\u0301'],
  ])('%s', (_, text) => {
    expect(filter(`a${text}b`)).toBe('ab');
    expect(byteByByte(`a${text}b`)).toBe('ab');
  });
});

test('a reset of the terminal becomes one that leaves what has scrolled away', () => {
  expect(filter('\u001bc')).toBe(`${OTHER_SCREEN_OFF}${RESET}\u001b[H\u001b[2J`);
});

test('no figure is so large that drawing it takes long', () => {
  expect(filter('x\u001b[2147483647b\u001b[99999999999T\u001b[5000;80H')).toBe(
    'x\u001b[132b\u001b[132T\u001b[999;80H',
  );
});

test('of several modes at once, those that are known pass', () => {
  expect(filter('\u001b[?25;1000;1h')).toBe('\u001b[?25;1h');
});

test('a string that never ends hides its line only', () => {
  expect(filter('\u001b]0;x\r\nnext\u001bPevil\u001b[1mbold')).toBe('\r\nnext\u001b[1mbold');
});

test('an endless sequence is not kept', () => {
  const take = createFilter();
  const digits = new TextEncoder().encode('1'.repeat(4096));
  take(new TextEncoder().encode('\u001b['));
  for (let i = 0; i < 64; i++) take(digits);
  expect(take(new TextEncoder().encode('end')).length).toBeLessThan(300);
});

test('of any bytes, cut anywhere, only what is allowed passes', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '\u001b',
      '\u001b[',
      '\u001b]',
      '\u009b',
      '?',
      ';',
      '\u001bP',
      'm',
      'c',
      'n',
      't',
      'h',
      '\\',
      'A',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.nat(3000).map(String),
  );
  const allowed =
    /^(?:[\u0007-\u000f]|[^\u0000-\u001f\u007f-\u009f]|\u001b\[\??[0-9;:]*[@-~]|\u001b\[!p|\u001b[78DEMH=>]|\u001b[()][0AB])*$/u;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(7), (pieces, cut) => {
      const bytes = new TextEncoder().encode(pieces.join(''));
      const take = createFilter();
      let out = '';
      for (let at = 0; at < bytes.length; at += cut + 1) out += take(bytes.subarray(at, at + cut + 1));
      expect(out).toMatch(allowed);
      expect(out).not.toMatch(/\u001b\[[?0-9;:]*[cnitxy]/);
    }),
    { numRuns: 2000 },
  );
});
