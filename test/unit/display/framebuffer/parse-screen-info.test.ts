import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FIXED_BYTES,
  parseScreenInfo,
  VARIABLE_BYTES,
} from '../../../../src/display/framebuffer/parse-screen-info.ts';
import { isNativeFormat } from '../../../../src/display/framebuffer/pixel-format.ts';
import { recordedScreens } from '../support/recorded-screens.ts';
import { type RawScreen, toScreenBytes } from '../support/screen-info.ts';

const parse = (screen: RawScreen) => {
  const { variable, fixed } = toScreenBytes(screen);
  return parseScreenInfo(variable, fixed);
};

describe('what drivers say of a framebuffer', () => {
  test.each(recordedScreens)('$title', ({ variable, fixed, info, native }) => {
    const parsed = parseScreenInfo(variable, fixed);
    expect(parsed).toEqual(info);
    expect(isNativeFormat(parsed)).toBe(native);
  });
});

describe('a framebuffer that can not be served says why', () => {
  test.each<[string, RawScreen]>([
    ['8 bits per pixel', { width: 640, height: 480, bitsPerPixel: 8 }],
    ['no true colours', { width: 640, height: 480, visual: 3 }],
    ['no true colours', { width: 640, height: 480, type: 1 }],
    ['an impossible size, 0x480', { width: 0, height: 480 }],
    ['an impossible size, 640x4294967295', { width: 640, height: 0xffffffff, memoryBytes: 0 }],
    ['rows of 2556 bytes for 640 pixels', { width: 640, height: 480, stride: 2556 }],
    ['rows of 2562 bytes for 640 pixels', { width: 640, height: 480, stride: 2562 }],
    ['1000 bytes for 480 rows of 2560', { width: 640, height: 480, memoryBytes: 1000 }],
    ['a colour in bits 28 to 35', { width: 640, height: 480, channels: [28, 8, 8, 8, 0, 8] }],
    ['a colour in bits 16 to 15', { width: 640, height: 480, channels: [16, 0, 8, 8, 0, 8] }],
  ])('%s', (message, screen) => {
    expect(() => parse(screen)).toThrow(message);
  });

  test('a driver that does not say how much memory there is can be served', () => {
    expect(parse({ width: 640, height: 480, memoryBytes: 0 })).toMatchObject({ width: 640, stride: 2560 });
  });

  test('whatever bytes there are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: VARIABLE_BYTES, maxLength: VARIABLE_BYTES }),
        fc.uint8Array({ minLength: FIXED_BYTES, maxLength: FIXED_BYTES }),
        (variable, fixed) => {
          try {
            const { width, stride } = parseScreenInfo(Buffer.from(variable), Buffer.from(fixed));
            expect(width * 2 <= stride).toBe(true);
          } catch (error) {
            expect(String(error)).toContain('the framebuffer has');
          }
        },
      ),
      { seed: 28 },
    );
  });
});
