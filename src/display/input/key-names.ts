import { KEY } from './codes.ts';

const row = (names: string, first: number): [string, number[]][] =>
  names.split(' ').map((name, index) => [name, [first + index]]);

/** What keys are called in a hot-key, with the codes that each name stands for. Letters and signs are those of a US keyboard. */
export const KEY_NAMES: ReadonlyMap<string, readonly number[]> = new Map([
  ['ctrl', [KEY.LEFTCTRL, KEY.RIGHTCTRL]],
  ['alt', [KEY.LEFTALT, KEY.RIGHTALT]],
  ['shift', [KEY.LEFTSHIFT, KEY.RIGHTSHIFT]],
  ['meta', [KEY.LEFTMETA, KEY.RIGHTMETA]],
  ['super', [KEY.LEFTMETA, KEY.RIGHTMETA]],
  ['leftctrl', [KEY.LEFTCTRL]],
  ['rightctrl', [KEY.RIGHTCTRL]],
  ['leftalt', [KEY.LEFTALT]],
  ['rightalt', [KEY.RIGHTALT]],
  ['leftshift', [KEY.LEFTSHIFT]],
  ['rightshift', [KEY.RIGHTSHIFT]],
  ['leftmeta', [KEY.LEFTMETA]],
  ['rightmeta', [KEY.RIGHTMETA]],
  ['escape', [KEY.ESC]],
  ...row('esc 1 2 3 4 5 6 7 8 9 0', KEY.ESC),
  ...row('backspace tab q w e r t y u i o p', 14),
  ...row('enter', 28),
  ...row('a s d f g h j k l', 30),
  ...row('z x c v b n m', 44),
  ...row('space', KEY.SPACE),
  ...row('f1 f2 f3 f4 f5 f6 f7 f8 f9 f10', 59),
  ...row('scrolllock', 70),
  ...row('f11 f12', 87),
  ...row('print', 99),
  ...row('home up pageup left right end down pagedown insert delete', 102),
  ...row('pause', 119),
  ...row('menu', 127),
  ...row('f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24', 183),
]);

export const MODIFIERS: ReadonlySet<number> = new Set([
  ...[KEY.LEFTCTRL, KEY.RIGHTCTRL, KEY.LEFTALT, KEY.RIGHTALT],
  ...[KEY.LEFTSHIFT, KEY.RIGHTSHIFT, KEY.LEFTMETA, KEY.RIGHTMETA],
]);
