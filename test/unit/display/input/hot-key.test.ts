import { describe, expect, test } from 'vitest';
import { HOLD_MS, parseHotKey } from '../../../../src/display/input/hot-key.ts';
import { createHotKeyFilter } from '../../../../src/display/input/hot-key-filter.ts';

const CTRL = 29;
const RIGHT_CTRL = 97;
const ALT = 56;
const SHIFT = 42;
const F2 = 60;
const A = 30;

describe('a hot-key', () => {
  test('has places, and each the keys that may take it', () => {
    expect(parseHotKey('Ctrl-Alt-F2')).toEqual({ keys: [[29, 97], [56, 100], [60]] });
    expect(parseHotKey('leftctrl-shift-a')).toEqual({ keys: [[29], [42, 54], [30]] });
    expect(parseHotKey('scrolllock')).toEqual({ keys: [[70]] });
    expect(parseHotKey('hold-leftctrl-rightctrl')).toEqual({ keys: [[29], [97]], holdMs: HOLD_MS });
    expect(parseHotKey('hold-leftshift-rightshift', 5000)).toEqual({ keys: [[42], [54]], holdMs: 5000 });
  });

  test('may be whatever the policy allows', () => {
    const modifiers = ['ctrl', 'alt', 'shift', 'super'];
    const keys = ['escape', 'pause', 'print', 'scrolllock', 'home', 'end'];
    const all = [...keys, ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`)];
    for (const modifier of modifiers) for (const key of all) parseHotKey(`${modifier}-${key}`);
    expect(parseHotKey('super-escape')).toEqual({ keys: [[125, 126], [1]] });
  });

  test.each([
    ['', '"": no key is called ""; try ctrl-alt-f2'],
    ['ctrl-alt-f99', '"ctrl-alt-f99": no key is called "f99"; try ctrl-alt-f2'],
    ['ctrl-ctrl-a', `"ctrl-ctrl-a" can't be a hot-key: a key is in it twice; say leftctrl and rightctrl`],
    ['a', `"a" can't be a hot-key: it is a key for typing; add ctrl, alt or super`],
    ['shift-a', `"shift-a" can't be a hot-key: it is a key for typing; add ctrl, alt or super`],
    ['f2', `"f2" can't be a hot-key: it is a key for typing; add ctrl, alt or super`],
    [
      'ctrl-alt',
      `"ctrl-alt" can't be a hot-key: its last key is pressed with many others; add one, such as f2`,
    ],
    ['a-f2', `"a-f2" can't be a hot-key: only its last key may be another than ctrl, alt, shift and super`],
    ['hold-ctrl', `"hold-ctrl" can't be a hot-key: one key is held by mistake; say two`],
    ['ctrl-alt-delete', `"ctrl-alt-delete" can't be a hot-key: the guest needs ctrl-alt-delete`],
    ['ctrl-alt-shift-meta-f2', `"ctrl-alt-shift-meta-f2" can't be a hot-key: it has more than four keys`],
  ])('%j says why it is none', (text, message) => {
    expect(() => parseHotKey(text)).toThrow(message);
  });
});

describe('recognising', () => {
  const filter = () =>
    createHotKeyFilter([parseHotKey('ctrl-alt-f2'), parseHotKey('hold-leftctrl-rightctrl')]);
  const press = (each: ReturnType<typeof filter>, ...codes: number[]) =>
    codes.map((code) => each.take('event0', code, 1));

  test('the last key fires while the others are down, in whatever order those came', () => {
    expect(press(filter(), CTRL, ALT, F2)).toEqual(['pass', 'pass', 'fire']);
    expect(press(filter(), ALT, RIGHT_CTRL, F2)).toEqual(['pass', 'pass', 'fire']);
  });

  test('no other modifier may be down, and the last one is the last', () => {
    expect(press(filter(), CTRL, ALT, SHIFT, F2)).not.toContain('fire');
    expect(press(filter(), A, CTRL, ALT, F2)).toContain('fire');
    expect(press(filter(), F2, CTRL, ALT)).not.toContain('fire');
    expect(press(filter(), CTRL, F2)).not.toContain('fire');
  });

  test('keys of two keyboards are one', () => {
    const each = filter();
    each.take('event0', CTRL, 1);
    each.take('event1', ALT, 1);
    expect(each.take('event2', F2, 1)).toBe('fire');
  });

  test('repeats are no presses, and it fires again when it is pressed again', () => {
    const each = filter();
    press(each, CTRL, ALT, F2);
    expect(each.take('event0', F2, 2)).toBe('pass');
    each.take('event0', F2, 0);
    expect(each.take('event0', F2, 1)).toBe('fire');
  });

  test('held keys are told of until another one comes or one is released', () => {
    const each = filter();
    press(each, CTRL);
    expect(each.held).toBeUndefined();
    press(each, RIGHT_CTRL);
    const first = each.held;
    expect(first).toEqual({ holdMs: HOLD_MS });
    each.take('event0', RIGHT_CTRL, 2);
    expect(each.held).toBe(first);
    press(each, A);
    expect(each.held).toBeUndefined();
    each.take('event0', A, 0);
    expect(each.held).not.toBe(first);
    each.take('event0', CTRL, 0);
    expect(each.held).toBeUndefined();
  });

  test('a keyboard that goes takes its keys along', () => {
    const each = filter();
    each.take('event0', CTRL, 1);
    each.reset('event0');
    expect(press(each, ALT, F2)).not.toContain('fire');
  });
});
