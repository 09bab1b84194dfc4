import { expect, test } from 'vitest';
import { Bus } from '../../../../src/backend/engine/bus.ts';

interface Topics {
  a: number;
  b: string;
}

test('a listener that throws is reported and hurts nobody else', () => {
  const failures: unknown[] = [];
  const bus = new Bus<Topics>((topic, error) => failures.push([topic, error]));
  const heard: number[] = [];
  const broken = new Error('broken');
  bus.on('a', () => {
    throw broken;
  });
  bus.on('a', (n) => heard.push(n));
  bus.publish('a', 1);
  expect(heard).toEqual([1]);
  expect(failures).toEqual([['a', broken]]);
});

test('who leaves hears nothing more, and a listener that subscribes twice hears twice', () => {
  const bus = new Bus<Topics>(() => {});
  const heard: string[] = [];
  const listener = (text: string) => void heard.push(text);
  const leave = bus.on('b', listener);
  bus.on('b', listener);
  bus.publish('b', 'both');
  leave();
  bus.publish('b', 'one');
  expect(heard).toEqual(['both', 'both', 'one']);
});

test('a listener that comes while a message is delivered hears the next one', () => {
  const bus = new Bus<Topics>(() => {});
  const heard: number[] = [];
  const leave = bus.on('a', () => {
    leave();
    bus.on('a', (n) => heard.push(n));
  });
  bus.publish('a', 1);
  bus.publish('a', 2);
  expect(heard).toEqual([2]);
});
