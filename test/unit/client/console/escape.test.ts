import { expect, test } from 'vitest';
import { createEscape, toControl } from '../../../../src/client/console/escape.ts';
import { ManualClock } from '../manual-clock.ts';

function start() {
  const clock = new ManualClock();
  const said: string[] = [];
  const type = createEscape({
    clock,
    key: 'Ctrl-]',
    send: (text) => said.push(text),
    onLeave: () => said.push('left'),
  });
  return { clock, said, type };
}

test('what is typed goes to the guest, controls and sequences too', () => {
  const { said, type } = start();
  type('ls\r\u0003\u001a\u001c\u001b[A');
  expect(said).toEqual(['ls\r\u0003\u001a\u001c\u001b[A']);
});

test('the key leaves a moment after it was pressed', () => {
  const { clock, said, type } = start();
  type('a\u001d');
  expect(said).toEqual(['a']);
  clock.advance(1000);
  expect(said).toEqual(['a', 'left']);
  type('b');
  expect(said).toEqual(['a', 'left']);
});

test('pressed twice, the guest gets it once', () => {
  const { clock, said, type } = start();
  type('\u001d');
  type('\u001d');
  clock.advance(1000);
  type('\u001d\u001dx');
  expect(said).toEqual(['\u001d', '\u001dx']);
});

test('another key after it leaves at once, and goes nowhere', () => {
  const { clock, said, type } = start();
  type('a\u001dq');
  clock.advance(1000);
  expect(said).toEqual(['a', 'left']);
});

test.each([
  ['Ctrl-]', '\u001d'],
  ['Ctrl-O', '\u000f'],
  ['Ctrl-^', '\u001e'],
  ['Ctrl-\\', '\u001c'],
])('%s is a control character', (key, control) => {
  expect(toControl(key)).toBe(control);
});
