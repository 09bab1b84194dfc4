/** What the kernel fills in for a framebuffer of 32 bits a pixel, or another one. */
export interface RawScreen {
  width: number;
  height: number;
  bitsPerPixel?: number;
  stride?: number;
  channels?: readonly [redOffset: number, redLength: number, number, number, number, number];
  memoryBytes?: number;
  type?: number;
  visual?: number;
}

export function toScreenBytes(screen: RawScreen): { variable: Buffer; fixed: Buffer } {
  const { width, height, bitsPerPixel = 32 } = screen;
  const [red, redLength, green, greenLength, blue, blueLength] = screen.channels ?? [16, 8, 8, 8, 0, 8];
  const stride = screen.stride ?? (width * bitsPerPixel) / 8;
  const variable = Buffer.alloc(160);
  [
    width,
    height,
    width,
    height,
    0,
    0,
    bitsPerPixel,
    0,
    red,
    redLength,
    0,
    green,
    greenLength,
    0,
    blue,
    blueLength,
  ].forEach((value, index) => {
    variable.writeUInt32LE(value, index * 4);
  });
  const fixed = Buffer.alloc(80);
  fixed.write('testdrmfb');
  fixed.writeUInt32LE(screen.memoryBytes ?? stride * height, 24);
  fixed.writeUInt32LE(screen.type ?? 0, 28);
  fixed.writeUInt32LE(screen.visual ?? 2, 36);
  fixed.writeUInt32LE(stride, 48);
  return { variable, fixed };
}
