import { describe, expect, test } from 'vitest';
import { toCombination, toKeys, toTerminalBytes } from '../../../lab/driver/keys.ts';

describe('a US keyboard', () => {
  test('has every printable ASCII character', () => {
    for (let code = 0x20; code < 0x7f; code += 1)
      expect(toKeys(String.fromCharCode(code))).not.toHaveLength(0);
  });

  test.each([
    ['a', ['a']],
    ['A', ['shift', 'a']],
    ['?', ['shift', 'slash']],
    ['\n', ['ret']],
    ['|', ['shift', 'backslash']],
  ])('types %j with %j', (character, keys) => {
    expect(toKeys(character)).toEqual(keys);
  });

  test('says which character it lacks', () => {
    expect(() => toKeys('ä')).toThrow('"ä"');
  });
});

describe('a combination', () => {
  test.each([
    ['ctrl-alt-f2', ['ctrl', 'alt', 'f2']],
    ['Enter', ['ret']],
    ['ctrl--', ['ctrl', 'minus']],
    ['shift-Tab', ['shift', 'tab']],
    ['5', ['5']],
  ])('%s is %j', (combination, keys) => {
    expect(toCombination(combination)).toEqual(keys);
  });

  test('of unknown keys is refused', () => {
    expect(() => toCombination('ctrl-any')).toThrow('ctrl-any');
    expect(() => toCombination('f13')).toThrow('f13');
  });
});

describe('a serial terminal', () => {
  test.each([
    ['Enter', '\r'],
    ['ctrl-l', '\f'],
    ['ctrl-]', '\u001d'],
    ['F2', '\u001bOQ'],
    ['Up', '\u001b[A'],
    ['q', 'q'],
  ])('sends %s as %j', (key, bytes) => {
    expect(toTerminalBytes(key)).toBe(bytes);
  });
});
