import { expect, test } from 'vitest';
import { planPlacement } from '../../../../src/display/framebuffer/plan-placement.ts';
import { toPicturePoint } from '../../../../src/display/framebuffer/to-picture-point.ts';

const monitor = { width: 1920, height: 1080 };
const placement = planPlacement({ width: 640, height: 480 }, monitor, 'integer');

test.each<[string, number, number, number, number]>([
  ['the middle', 0.5, 0.5, 320, 240],
  ['the upper left corner of the picture', 320 / 1920, 60 / 1080, 0, 0],
  ['its lower right corner', 1599.9 / 1920, 1019.9 / 1080, 639, 479],
  ['beside it, on the left', 0, 0.5, 0, 240],
  ['beside it, on the right and below', 1, 1, 639, 479],
])('%s', (_, x, y, left, top) => {
  expect(toPicturePoint(placement, monitor, { x, y })).toEqual({ x: left, y: top });
});

test('on a picture of the same size, its edges', () => {
  const same = planPlacement(monitor, monitor, 'fit');
  expect(toPicturePoint(same, monitor, { x: 1, y: 0 })).toEqual({ x: 1919, y: 0 });
});
