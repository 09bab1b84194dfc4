import { expect, test } from 'vitest';
import { Subscriber } from '../../../../src/backend/server/subscriber.ts';

function subscribe() {
  const output = { written: [] as string[], takes: true, ended: false };
  const subscriber = new Subscriber('tty1', {
    write: (text) => {
      output.written.push(text);
      return output.takes;
    },
    destroy: () => {
      output.ended = true;
    },
  });
  return { output, subscriber };
}

test('a reader that keeps up gets everything in order', () => {
  const { output, subscriber } = subscribe();
  for (const text of ['a1', 'b1', 'a2']) subscriber.send(text.charAt(0), text);
  expect(output.written).toEqual(['a1', 'b1', 'a2']);
});

test('a slow reader gets the latest of each resource, in the order of their latest change', () => {
  const { output, subscriber } = subscribe();
  output.takes = false;
  subscriber.send('a', 'a1');
  for (const text of ['a2', 'b1', 'a3', 'b2', 'c1', 'a4']) subscriber.send(text.charAt(0), text);
  output.takes = true;
  subscriber.drained();
  expect(output.written).toEqual(['a1', 'b2', 'c1', 'a4']);
});

test('a reader that is slow again while it catches up loses nothing', () => {
  const { output, subscriber } = subscribe();
  output.takes = false;
  for (const text of ['a1', 'b1', 'c1']) subscriber.send(text.charAt(0), text);
  subscriber.drained();
  expect(output.written).toEqual(['a1', 'b1']);
  subscriber.drained();
  expect(output.written).toEqual(['a1', 'b1', 'c1']);
});

test('what waits is bounded: a reader that never reads is let go', () => {
  const { output, subscriber } = subscribe();
  output.takes = false;
  for (let i = 0; i < 100_000; i++) subscriber.send(`operation:${i % 200}`, 'x');
  expect(output.ended).toBe(false);
  for (let i = 0; i < 300; i++) subscriber.send(`operation:${i}`, 'x');
  expect(output.ended).toBe(true);
});
