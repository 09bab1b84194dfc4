/** Where one colour is in a pixel, in bits from the lowest. */
export interface Channel {
  offset: number;
  length: number;
}

/** What the kernel says of a framebuffer. Sizes are pixels, `stride` and `memoryBytes` bytes. */
export interface ScreenInfo {
  /** The driver's name of it, raw text. */
  driver: string;
  width: number;
  height: number;
  /** The pixel of the framebuffer that the monitor shows at its upper left corner. */
  xOffset: number;
  yOffset: number;
  bitsPerPixel: 16 | 24 | 32;
  stride: number;
  red: Channel;
  green: Channel;
  blue: Channel;
}

/** Sizes of `struct fb_var_screeninfo` and, on 64-bit machines, `struct fb_fix_screeninfo` (linux/fb.h). */
export const VARIABLE_BYTES = 160;
export const FIXED_BYTES = 80;

const PACKED_PIXELS = 0;
const TRUE_COLOUR = 2;
const DIRECT_COLOUR = 4;
/** No monitor and no driver has more; what is beyond would be a mistake in memory of ours. */
const MOST_PIXELS = 16_384;

/**
 * Reads what `FBIOGET_VSCREENINFO` and `FBIOGET_FSCREENINFO` have filled in.
 *
 * @throws Error that says which property of the framebuffer can't be served
 */
export function parseScreenInfo(variable: Buffer, fixed: Buffer): ScreenInfo {
  const word = (index: number) => variable.readUInt32LE(index * 4);
  const channel = (index: number): Channel => ({ offset: word(index), length: word(index + 1) });
  const info = {
    driver: fixed.toString('latin1', 0, 16).replace(/\0.*/s, ''),
    width: word(0),
    height: word(1),
    xOffset: word(4),
    yOffset: word(5),
    stride: fixed.readUInt32LE(48),
    red: channel(8),
    green: channel(11),
    blue: channel(14),
  };
  const memoryBytes = fixed.readUInt32LE(24);
  const bitsPerPixel = toDepth(word(6));
  const type = fixed.readUInt32LE(28);
  const visual = fixed.readUInt32LE(36);
  if (type !== PACKED_PIXELS || (visual !== TRUE_COLOUR && visual !== DIRECT_COLOUR)) {
    throw new Error(`the framebuffer has no true colours (type ${type}, visual ${visual})`);
  }
  if (![info.width, info.height].every((size) => size >= 1 && size <= MOST_PIXELS)) {
    throw new Error(`the framebuffer has an impossible size, ${info.width}x${info.height}`);
  }
  const bytesPerPixel = bitsPerPixel / 8;
  const rowEnd = (info.xOffset + info.width) * bytesPerPixel;
  const aligned = bitsPerPixel === 24 || info.stride % bytesPerPixel === 0;
  if (rowEnd > info.stride || info.stride > MOST_PIXELS * 8 || !aligned) {
    throw new Error(`the framebuffer has rows of ${info.stride} bytes for ${info.width} pixels`);
  }
  // Some drivers don't say how much memory there is.
  if (memoryBytes > 0 && (info.yOffset + info.height) * info.stride > memoryBytes) {
    throw new Error(`the framebuffer has ${memoryBytes} bytes for ${info.height} rows of ${info.stride}`);
  }
  for (const { offset, length } of [info.red, info.green, info.blue]) {
    if (length < 1 || length > 16 || offset + length > bitsPerPixel) {
      throw new Error(`the framebuffer has a colour in bits ${offset} to ${offset + length - 1} of a pixel`);
    }
  }
  return { ...info, bitsPerPixel };
}

function toDepth(bits: number): ScreenInfo['bitsPerPixel'] {
  if (bits === 16 || bits === 24 || bits === 32) return bits;
  throw new Error(`the framebuffer has ${bits} bits per pixel; 16, 24 and 32 can be served`);
}
