import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PointerState } from '../../../../src/display/viewer/pointer.ts';

function setUp(absolute = true) {
  const sent: number[][] = [];
  const sink = {
    pointer: (...what: number[]) => void sent.push(what),
    movePointer: (...what: number[]) => void sent.push(what),
  };
  const state = new PointerState();
  state.absolute = absolute;
  state.resize(100, 50);
  return { sent, sink, state };
}

test('a mouse moves the pointer of a guest with a tablet from the middle, and never out of the picture', () => {
  const { sent, sink, state } = setUp();
  state.motion(10, -5, sink);
  state.motion(-1000, 1000, sink);
  expect(sent).toEqual([
    [60, 20, 0],
    [0, 49, 0],
  ]);
});

test('a guest with a mouse gets distances, with the buttons that are down', () => {
  const { sent, sink, state } = setUp(false);
  state.buttons(1, sink);
  state.motion(3, 4, sink);
  state.position(99, 49, sink);
  expect(sent).toEqual([
    [0, 0, 1],
    [3, 4, 1],
    [47, 21, 1],
  ]);
});

test('a smaller picture keeps the pointer in it', () => {
  const { state, sink } = setUp();
  state.position(99, 49, sink);
  state.resize(20, 20);
  expect(state.place).toEqual({ x: 19, y: 19 });
});

test('whatever is moved, the pointer is in the picture', () => {
  const far = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(far, far)), (moves) => {
      const { state, sink } = setUp();
      for (const [dx, dy] of moves) state.motion(dx, dy, sink);
      const { x, y } = state.place;
      expect(x >= 0 && x < 100 && y >= 0 && y < 50).toBe(true);
    }),
  );
});
