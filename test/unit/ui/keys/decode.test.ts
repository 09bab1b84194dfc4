import { describe, expect, test } from 'vitest';
import { createDecoder, DIGIT_MS, type Input } from '../../../../src/ui/keys/decode.ts';

const names = (inputs: Input[]) =>
  inputs.map((input) => ('key' in input ? input.key : 'ready' in input ? input : input.cursor));
const decode = (text: string) => names(createDecoder().push(text, 0));

test('that the terminal is ready is no key', () => {
  expect(decode('a\u001b[0n\u001b[3nb\u001b[4n')).toEqual(['a', { ready: true }, { ready: true }, 'b']);
});

describe('what a keyboard sends', () => {
  test('is letters one by one, also when they arrive as one input', () => {
    expect(decode('jjQ?ä漢')).toEqual(['j', 'j', 'Q', '?', 'ä', '漢']);
  });

  test.each([
    [
      'the kernel console',
      '\u001b[[A\u001b[[E\u001b[17~\u001b[21~\u001b[1~\u001b[4~',
      ['F1', 'F5', 'F6', 'F10', 'Home', 'End'],
    ],
    ['a VT220', '\u001b[11~\u001b[15~\u001b[17~\u001b[24~', ['F1', 'F5', 'F6', 'F12']],
    ['xterm', '\u001bOP\u001bOS\u001b[15~\u001b[H\u001b[F', ['F1', 'F4', 'F5', 'Home', 'End']],
    ['application mode', '\u001bOA\u001bOB\u001bOM', ['Up', 'Down', 'Enter']],
    [
      'everything else',
      '\u001b[5~\u001b[6~\u001b[Z\u001b[3~\t\u007f\b',
      ['PageUp', 'PageDown', 'Shift-Tab', 'Delete', 'Tab', 'Backspace', 'Backspace'],
    ],
  ])('is understood from %s', (_, text, keys) => {
    expect(decode(text)).toEqual(keys);
  });

  test('is a key once for carriage return, line feed, and both', () => {
    expect(decode('\r')).toEqual(['Enter']);
    expect(decode('\n')).toEqual(['Enter']);
    expect(decode('a\r\nb')).toEqual(['a', 'Enter', 'b']);
    expect(decode('\r\r')).toEqual(['Enter', 'Enter']);
  });

  test('is a name for control characters', () => {
    expect(decode('\u0003\f\u001a\u001c')).toEqual(['Ctrl-C', 'Ctrl-L', 'Ctrl-Z', 'Ctrl-\\']);
  });

  test('is a key of its own with Alt, so that a letter behind a stray escape does nothing', () => {
    expect(decode('\u001bx')).toEqual(['Alt-x']);
  });

  test('is nothing where it is no key of ours', () => {
    expect(decode('\u001b[1;5A\u001b[200~\u001b[I\u0000\u009b')).toEqual([]);
  });

  test('may be cut anywhere', () => {
    const text = 'a\u001b[17~\u001b[[B\u001bOPb\u001b5\u001b[24;80R';
    for (let cut = 0; cut <= text.length; cut++) {
      const decoder = createDecoder();
      const inputs = [...decoder.push(text.slice(0, cut), 0), ...decoder.push(text.slice(cut), 5)];
      expect(names(inputs)).toEqual(['a', 'F6', 'F2', 'F1', 'b', 'F5', { row: 24, column: 80 }]);
    }
  });

  test('can be one byte at a time, an escape key settled in between', () => {
    const decoder = createDecoder();
    expect(names(decoder.push('\u001b', 0))).toEqual([]);
    expect(decoder.waiting()).toBe(true);
    expect(names(decoder.settle(100))).toEqual(['Esc']);
    // The rest of an arrow key, late on a slow line, is not two letters.
    expect(names(decoder.push('[', 200))).toEqual([]);
    expect(names(decoder.settle(300))).toEqual([]);
    expect(names(decoder.push('A', 400))).toEqual(['Up']);
  });

  test('makes F-keys of the escape key and a digit, typed at the speed of people', () => {
    expect(decode('\u001b1\u001b0')).toEqual(['F1', 'F10']);
    const decoder = createDecoder();
    decoder.push('\u001b', 0);
    expect(names(decoder.settle(100))).toEqual(['Esc']);
    expect(names(decoder.push('3', 100 + DIGIT_MS - 1))).toEqual(['F3']);
    expect(names(decoder.push('3', 100 + DIGIT_MS))).toEqual(['3']);
  });

  test('leaves a digit alone long after the escape key, or behind another key', () => {
    const decoder = createDecoder();
    decoder.push('\u001b', 0);
    decoder.settle(100);
    expect(names(decoder.push('x3', 200))).toEqual(['x', '3']);
    decoder.push('\u001b', 300);
    decoder.settle(400);
    expect(names(decoder.push('3', 400 + DIGIT_MS))).toEqual(['3']);
  });

  test('does not pile up when it never makes sense', () => {
    const decoder = createDecoder();
    decoder.push(`\u001b[${'1;'.repeat(5000)}`, 0);
    expect(decoder.waiting()).toBe(false);
    expect(names(decoder.push('a', 1))).toEqual(['a']);
  });
});
