import { describe, expect, test } from 'vitest';
import { classify } from '../../../../src/display/input/classify.ts';
import { parseBitmap, parseSetBits } from '../../../../src/display/input/parse-capabilities.ts';
import { parseEvents } from '../../../../src/display/input/parse-events.ts';

const device = (key: string, rel = '0', abs = '0', properties = '0') =>
  classify({
    key: parseBitmap(key),
    rel: parseBitmap(rel),
    abs: parseBitmap(abs),
    led: parseBitmap('0'),
    properties: parseBitmap(properties),
  });

describe('what a device is', () => {
  test.each<[string, string[], Parameters<typeof device>]>([
    ['an AT keyboard', ['keyboard'], ['402000002 3803078f800d001 feffffdfffefffff fffffffffffffffe']],
    ['a USB keyboard', ['keyboard'], ['1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe']],
    ['a PS/2 mouse', ['mouse'], ['70000 0 0 0 0', '3']],
    ['a mouse with a wheel', ['mouse'], ['1f0000 0 0 0 0', '143', '0', '1']],
    ["QEMU's USB tablet", ['tablet'], ['70000 0 0 0 0', '900', '3']],
    ['a touch screen', ['touch-screen'], ['400 0 0 0 0 0', '0', '260800000000003', '2']],
    ['a touchpad', ['touchpad'], ['e520 10000 0 0 0 0', '0', '2e0800000000003', '1']],
    ['the power button of the case', [], ['10000000000000 0']],
    ['a sleep button', [], ['4000 0 0']],
    ['the lid', [], ['0']],
    ['a speaker', [], ['0', '0', '0']],
  ])('%s', (_, kinds, capabilities) => {
    expect(device(...capabilities)).toEqual(kinds);
  });

  test('a bitmap has what it has, and what is no number of it nothing', () => {
    const bits = parseBitmap('4000000000000000 8000000000000001\n');
    expect([0, 1, 63, 64, 126, 127, 4000].filter(bits)).toEqual([0, 63, 126]);
    expect(parseBitmap('xyz')(0)).toBe(false);
    expect(parseSetBits(Uint8Array.of(0b101, 0, 0b10000000))).toEqual([0, 2, 23]);
  });
});

describe('events as read from devices', () => {
  const parse = (...lines: string[]) =>
    parseEvents(Buffer.from(lines.join(''), 'hex')).map(
      ({ type, code, value }) => `${type}:${code}=${value}`,
    );

  test("Enter on QEMU's USB keyboard", () => {
    expect(
      parse(
        'b1de0d6b00000000857d0d00000000000400040028000700',
        'b1de0d6b00000000857d0d000000000001001c0001000000',
        'b1de0d6b00000000857d0d00000000000000000000000000',
      ),
    ).toEqual(['4:4=458792', '1:28=1', '0:0=0']);
  });

  test('a PS/2 mouse moves by 20, -3', () => {
    expect(
      parse(
        'b2de0d6b00000000fdbe0000000000000200000014000000',
        'b2de0d6b00000000fdbe00000000000002000100fdffffff',
        'b2de0d6b00000000fdbe0000000000000000000000000000',
      ),
    ).toEqual(['2:0=20', '2:1=-3', '0:0=0']);
  });

  test("QEMU's USB tablet is pressed", () => {
    expect(parse('b2de0d6b000000006c160600000000000100100101000000')).toEqual(['1:272=1']);
  });

  test('times are milliseconds, and a part of an event is none', () => {
    const bytes = Buffer.from('b1de0d6b00000000857d0d000000000001001c0001000000b1de0d6b', 'hex');
    const events = parseEvents(bytes);
    expect(events).toHaveLength(1);
    expect(events[0]?.timeMs).toBeCloseTo(0x6b0ddeb1 * 1000 + 0x0d7d85 / 1000, 2);
  });
});
