import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScalePolicy } from '../../../../src/display/framebuffer/placement.ts';
import { planPlacement } from '../../../../src/display/framebuffer/plan-placement.ts';

const at = (picture: string, monitor: string, policy: ScalePolicy) => {
  const [width = 0, height = 0] = picture.split('x').map(Number);
  const [right = 0, bottom = 0] = monitor.split('x').map(Number);
  const { source, target } = planPlacement({ width, height }, { width: right, height: bottom }, policy);
  return `${source.width}x${source.height} -> ${target.width}x${target.height}+${target.x}+${target.y}`;
};

describe('a picture on a monitor', () => {
  test.each<[string, string, ScalePolicy, string]>([
    ['1280x800', '1280x800', 'fit', '1280x800 -> 1280x800+0+0'],
    ['1280x800', '1280x800', 'integer', '1280x800 -> 1280x800+0+0'],
    ['1280x800', '1280x800', 'centre', '1280x800 -> 1280x800+0+0'],
    ['640x480', '1920x1080', 'fit', '640x480 -> 1440x1080+240+0'],
    ['640x480', '1920x1080', 'integer', '640x480 -> 1280x960+320+60'],
    ['640x480', '1920x1080', 'centre', '640x480 -> 640x480+640+300'],
    ['1920x1080', '1024x768', 'fit', '1920x1080 -> 1024x576+0+96'],
    ['1920x1080', '1024x768', 'integer', '1920x1080 -> 960x540+32+114'],
    ['1920x1080', '1024x768', 'centre', '1024x768 -> 1024x768+0+0'],
    ['720x400', '1280x720', 'fit', '720x400 -> 1280x711+0+4'],
    ['8192x1', '640x480', 'fit', '8192x1 -> 640x1+0+239'],
    ['8192x1', '640x480', 'integer', '8192x1 -> 630x1+5+239'],
  ])('%s on %s, %s', (picture, monitor, policy, placed) => {
    expect(at(picture, monitor, policy)).toBe(placed);
  });

  test('is never beyond the monitor, nor empty, whatever the sizes', () => {
    const size = fc.integer({ min: 1, max: 16_384 });
    const policy = fc.constantFrom<ScalePolicy>('fit', 'integer', 'centre');
    fc.assert(
      fc.property(size, size, size, size, policy, (width, height, right, bottom, chosen) => {
        const { source, target } = planPlacement({ width, height }, { width: right, height: bottom }, chosen);
        expect(target.x >= 0 && target.y >= 0 && target.width >= 1 && target.height >= 1).toBe(true);
        expect(target.x + target.width <= right && target.y + target.height <= bottom).toBe(true);
        expect(source.width <= width && source.height <= height).toBe(true);
      }),
      { seed: 23 },
    );
  });
});
