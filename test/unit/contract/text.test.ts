import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLines, plainText } from '../../../src/contract/text.ts';

const isControl = (code: number) => code < 0x20 || (code >= 0x7f && code < 0xa0);

describe('plainText', () => {
  it('leaves ordinary text as it is', () => {
    expect(plainText('ACME & Sons, Box <9000> — größer ✓ 日本 👍')).toBe(
      'ACME & Sons, Box <9000> — größer ✓ 日本 👍',
    );
  });

  it.each([
    ['colour', 'a\u001b[31mb\u001b[0m', 'ab'],
    ['cursor movement', 'a\u001b[2J\u001b[10;10Hb', 'ab'],
    ['private mode', '\u001b[?1049hx', 'x'],
    ['a window title', '\u001b]0;evil\u0007x', 'x'],
    ['a title ended by ST', '\u001b]0;evil\u001b\\x', 'x'],
    ['a device control string', '\u001bP1$q"p\u001b\\x', 'x'],
    ['8-bit CSI', 'a\u009b31mb', 'ab'],
    ['character set selection', '\u001b(0lqk', 'lqk'],
    ['full reset', '\u001bcx', 'x'],
    ['an unfinished sequence', 'x\u001b[', 'x'],
    ['a lone escape', 'x\u001b', 'x'],
    ['bell, backspace and delete', 'a\u0007\b\u007fb', 'ab'],
    ['bidirectional override', 'exe.\u202egpj', 'exe.gpj'],
    ['zero width', 'a\u200bb\ufeff', 'ab'],
    ['line ends and tabs', 'a\r\nb\tc', 'a b c'],
    ['half of a surrogate pair', 'a\ud83d', 'a\ufffd'],
  ])('removes %s', (_what, hostile, plain) => {
    expect(plainText(hostile)).toBe(plain);
  });

  it('never lets a control character through, whatever comes', () => {
    const nasty = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\u001b', '[', ']', 'P', '\\', '\u0007', '\u009b', '\u009c', '3', ';', 'm'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(nasty, (text) => {
        for (const c of plainText(text)) expect(isControl(c.codePointAt(0) ?? 0)).toBe(false);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => plainText(plainText(text)) === plainText(text)),
    );
  });
});

describe('plainLines', () => {
  it('keeps lines apart and cleans each', () => {
    expect(plainLines('a\u001b[1m\r\nb\rc\nd')).toEqual(['a', 'b', 'c', 'd']);
  });
});
