import { expect, test } from 'vitest';
import { planScene } from '../../../../src/display/viewer/plan-scene.ts';

const message = { text: 'Switched off' };
const wanted = { message, whenOff: 'message' } as const;

test('the console is there whenever it was asked for', () => {
  expect(planScene({ view: 'console', wanted, hasPicture: true })).toEqual({ kind: 'console' });
});

test('a guest that draws is shown, though it is about to stop', () => {
  expect(planScene({ view: 'guest', wanted, hasPicture: true })).toEqual({ kind: 'picture' });
});

test('while nobody has said what is so, and while the guest starts, there is the splash', () => {
  expect(planScene({ view: 'guest', wanted: undefined, hasPicture: false })).toEqual({ kind: 'splash' });
  expect(planScene({ view: 'guest', wanted: { whenOff: 'console' }, hasPicture: false })).toEqual({
    kind: 'splash',
  });
});

test('a guest that does not run is told of, or gives way to the console', () => {
  expect(planScene({ view: 'guest', wanted, hasPicture: false })).toEqual({ kind: 'message', ...message });
  expect(planScene({ view: 'guest', wanted: { message, whenOff: 'console' }, hasPicture: false })).toEqual({
    kind: 'console',
  });
});
