import { describe, expect, test } from 'vitest';
import { ABS, BTN, REL } from '../../../../src/display/input/codes.ts';
import type { RawEvent } from '../../../../src/display/input/parse-events.ts';
import type { PointerParser } from '../../../../src/display/input/pointer-outputs.ts';
import { createTablet, parseAxis } from '../../../../src/display/input/tablet.ts';
import { createTouchpad } from '../../../../src/display/input/touchpad.ts';
import { abs, key, rel, report } from '../support/events.ts';

const feed = (parser: PointerParser, ...events: RawEvent[]) => events.flatMap((event) => parser.take(event));
const axis = (max: number, resolution = 0) => ({ value: 0, min: 0, max, resolution });

describe('a tablet', () => {
  test('points at a share of the screen, whatever it counts in', () => {
    const tablet = createTablet({ ...axis(100), min: -100 }, axis(32767), false);
    expect(feed(tablet, abs(ABS.X, 0), abs(ABS.Y, 32767), key(BTN.LEFT, 1), report())).toEqual([
      { type: 'position', x: 0.5, y: 1 },
      { type: 'buttons', mask: 1 },
    ]);
    expect(feed(tablet, abs(ABS.X, 500), report())).toEqual([{ type: 'position', x: 1, y: 1 }]);
    expect(feed(tablet, rel(REL.WHEEL, 1), report())).toEqual([
      { type: 'position', x: 1, y: 1 },
      { type: 'click', mask: 8 },
    ]);
    expect(feed(tablet, report())).toEqual([]);
  });

  test('with an axis that is none points at its beginning', () => {
    const tablet = createTablet(axis(0), axis(0), false);
    expect(feed(tablet, abs(ABS.X, 7), report())).toEqual([{ type: 'position', x: 0, y: 0 }]);
  });

  test('a finger on a screen is the left button', () => {
    const screen = createTablet(axis(100), axis(100), true);
    expect(
      feed(screen, abs(ABS.X, 25), abs(ABS.Y, 50), key(BTN.TOUCH, 1), report(), key(BTN.TOUCH, 0), report()),
    ).toEqual([
      { type: 'position', x: 0.25, y: 0.5 },
      { type: 'buttons', mask: 1 },
      { type: 'position', x: 0.25, y: 0.5 },
      { type: 'buttons', mask: 0 },
    ]);
  });

  test('says with its first press where it has been all the time', () => {
    const tablet = createTablet({ ...axis(100), value: 50 }, { ...axis(100), value: 75 }, false);
    expect(feed(tablet, key(BTN.LEFT, 1), report())).toEqual([
      { type: 'position', x: 0.5, y: 0.75 },
      { type: 'buttons', mask: 1 },
    ]);
  });

  test('has its ranges from the kernel', () => {
    const bytes = Buffer.alloc(24);
    [7, -5, 4095, 0, 0, 31].forEach((value, index) => {
      bytes.writeInt32LE(value, index * 4);
    });
    expect(parseAxis(bytes)).toEqual({ value: 7, min: -5, max: 4095, resolution: 31 });
  });
});

describe('a touchpad', () => {
  const open = () => createTouchpad(axis(1000, 10), axis(600, 10));
  const touch = (x: number, y: number, timeMs: number, ...more: RawEvent[]) => [
    abs(ABS.X, x),
    abs(ABS.Y, y),
    ...more,
    report(timeMs),
  ];

  test('moves by what the finger has moved, from where it was put down', () => {
    const outputs = feed(
      open(),
      ...touch(500, 300, 0, key(BTN.TOUCH, 1)),
      ...touch(510, 300, 500),
      ...touch(510, 290, 510),
      key(BTN.TOUCH, 0),
      report(600),
      ...touch(0, 0, 900, key(BTN.TOUCH, 1)),
    );
    expect(outputs).toEqual([
      { type: 'motion', dx: 12, dy: 0 },
      { type: 'motion', dx: 0, dy: -12 },
    ]);
  });

  test('loses nothing of a slow motion', () => {
    const steps = Array.from({ length: 101 }, (_, index) => touch(500 + index, 300, 1000 + index)).flat();
    const outputs = feed(open(), key(BTN.TOUCH, 1), ...steps);
    const moved = outputs.reduce((sum, output) => sum + (output.type === 'motion' ? output.dx : 0), 0);
    expect(Math.abs(moved - 120)).toBeLessThan(2);
  });

  test('a tap clicks, with two fingers right, a long touch does not', () => {
    const pad = open();
    expect(feed(pad, ...touch(1, 1, 0, key(BTN.TOUCH, 1)), key(BTN.TOUCH, 0), report(90))).toEqual([
      { type: 'click', mask: 1 },
    ]);
    expect(
      feed(
        pad,
        ...touch(1, 1, 1000, key(BTN.TOUCH, 1), key(BTN.TOOL_DOUBLETAP, 1)),
        key(BTN.TOUCH, 0),
        report(1090),
      ),
    ).toEqual([{ type: 'click', mask: 4 }]);
    feed(pad, key(BTN.TOOL_DOUBLETAP, 0));
    expect(feed(pad, ...touch(1, 1, 2000, key(BTN.TOUCH, 1)), key(BTN.TOUCH, 0), report(2900))).toEqual([]);
  });

  test('pressing the pad down is one click', () => {
    const outputs = feed(
      open(),
      ...touch(1, 1, 0, key(BTN.TOUCH, 1)),
      key(BTN.LEFT, 1),
      report(50),
      key(BTN.LEFT, 0),
      key(BTN.TOUCH, 0),
      report(100),
    );
    expect(outputs).toEqual([
      { type: 'buttons', mask: 1 },
      { type: 'buttons', mask: 0 },
    ]);
  });

  test('two fingers turn the wheel, and a second finger is no motion', () => {
    const outputs = feed(
      open(),
      ...touch(500, 300, 0, key(BTN.TOUCH, 1)),
      ...touch(100, 100, 300, key(BTN.TOOL_DOUBLETAP, 1)),
      ...touch(100, 145, 400),
      ...touch(100, 100, 500),
    );
    expect(outputs).toEqual([
      { type: 'click', mask: 16 },
      { type: 'click', mask: 8 },
    ]);
  });
});
