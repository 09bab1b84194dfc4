import { describe, expect, test } from 'vitest';
import { toKeysym } from '../../../../src/display/input/keysym.ts';
import { createLockState } from '../../../../src/display/input/lock-state.ts';
import { toQnum } from '../../../../src/display/input/qnum.ts';

const state = { num: false, caps: false, shift: false };

describe("QEMU's number of a key", () => {
  test.each([
    ['Escape', 1, 0x01],
    ['F12', 88, 0x58],
    ['Enter of the keypad', 96, 0x9c],
    ['Ctrl on the right', 97, 0x9d],
    ['Print', 99, 0x54],
    ['AltGr', 100, 0xb8],
    ['Up', 103, 0xc8],
    ['Delete', 111, 0xd3],
    ['Pause', 119, 0xc6],
    ['the Windows key', 125, 0xdb],
    ['Hangul', 122, 0x72],
    ['F13', 183, 0x5d],
  ])('%s', (_, code, qnum) => {
    expect(toQnum(code)).toBe(qnum);
  });

  test('a key that QEMU has no name for has none', () => {
    expect([0, 84, 85, 240, 0x2ff].map(toQnum)).toEqual([0, 0, 0, 0, 0]);
  });

  test('no two keys have the same one, and each fits into a byte', () => {
    const all = Array.from({ length: 256 }, (_, code) => toQnum(code)).filter((qnum) => qnum > 0);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((qnum) => qnum < 0x100)).toBe(true);
  });
});

describe('the sign of a key', () => {
  test('letters are as Shift and CapsLock have them', () => {
    const signs = [{}, { shift: true }, { caps: true }, { shift: true, caps: true }].map((each) =>
      String.fromCharCode(toKeysym(30, { ...state, ...each })),
    );
    expect(signs).toEqual(['a', 'A', 'A', 'a']);
  });

  test('other signs are as Shift has them', () => {
    const row = (shift: boolean, from: number, count: number) =>
      String.fromCharCode(
        ...Array.from({ length: count }, (_, index) => toKeysym(from + index, { ...state, shift })),
      );
    expect(row(true, 2, 12)).toBe('!@#$%^&*()_+');
    expect(row(false, 39, 3)).toBe(";'`");
    expect(row(true, 39, 3)).toBe(':"~');
    expect(row(true, 51, 3)).toBe('<>?');
    expect(row(true, 43, 1)).toBe('|');
  });

  test('the keypad has digits or arrows', () => {
    expect(toKeysym(72, { ...state, num: true })).toBe(0xffb8);
    expect(toKeysym(72, state)).toBe(0xff97);
    expect(toKeysym(78, state)).toBe(0xffab);
  });

  test('there is none for a key without one', () => {
    expect(toKeysym(240, state)).toBe(0);
  });
});

test('the locks are as the keys were pressed, until the lamps tell better', () => {
  const locks = createLockState();
  for (const down of [true, false]) locks.key(58, down);
  for (const down of [true, false]) locks.key(69, down);
  locks.key(42, true);
  expect(locks.state).toEqual({ num: true, caps: true, shift: true });
  locks.key(54, true);
  locks.key(42, false);
  expect(locks.state.shift).toBe(true);
  locks.key(54, false);
  locks.leds({ num: true, caps: false, scroll: true });
  expect(locks.state).toEqual({ num: true, caps: false, shift: false });
});
