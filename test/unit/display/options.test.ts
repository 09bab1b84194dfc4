import { expect, test } from 'vitest';
import { parseOptions } from '../../../src/display/options.ts';

test('without anything it has the box’s monitor, on terminal 8', () => {
  expect(parseOptions([])).toMatchObject({ kind: 'box', vt: 8, control: '/run/bezel-display/control' });
  expect(parseOptions(['--restore'])).toMatchObject({ kind: 'restore', vt: 8 });
});

test('with a target it shows that', () => {
  expect(parseOptions(['--connect', 'box:1', '--view-only', '--hot-key', 'ctrl-alt-f12'])).toMatchObject({
    ...{ kind: 'connect', target: { host: 'box', port: 5901 }, vt: undefined },
    ...{ viewOnly: true, hotKey: 'ctrl-alt-f12', scale: 'fit' },
  });
});

test.each([
  [['--vt', '64'], /--vt is 64/],
  [['--vt', 'x'], /--vt is x/],
  [['--connect', ''], /no place/],
  [['--connect', 'box', '--scale', 'huge'], /--scale is huge/],
  [['--connect', 'box', '--hot-key', 'a'], /hot-key/],
  [['--nothing'], /--nothing/],
])('%j says what is wrong', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
