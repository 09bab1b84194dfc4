import type { ScreenInfo } from '../../../../src/display/framebuffer/parse-screen-info.ts';
import type { System } from '../../../../src/display/system/system.ts';

/** A framebuffer in memory that complains of what the kernel's would not show. */
export function createMemoryFramebuffer(info: ScreenInfo): {
  memory: Buffer;
  system: Pick<System, 'write'>;
  writes: number;
} {
  const memory = Buffer.alloc((info.yOffset + info.height) * info.stride, 0xee);
  const device = {
    memory,
    writes: 0,
    system: {
      write(_fd: number, bytes: Uint8Array, position = 0) {
        if (position + bytes.length > memory.length) throw new Error('ENOSPC');
        if (position % info.stride !== 0 || bytes.length % info.stride !== 0)
          throw new Error('parts of rows');
        if (bytes.length === info.stride && info.height > 1) throw new Error('a single row is never shown');
        memory.set(bytes, position);
        device.writes++;
      },
    },
  };
  return device;
}

/** A pixel of the device as 8 bits a colour, by the kernel's description of it. */
export function readPixel(memory: Buffer, info: ScreenInfo, x: number, y: number): [number, number, number] {
  const bytes = info.bitsPerPixel / 8;
  const value = memory.readUIntLE((info.yOffset + y) * info.stride + (info.xOffset + x) * bytes, bytes);
  return [info.red, info.green, info.blue].map(({ offset, length }) => {
    const bits = Math.floor(value / 2 ** offset) % 2 ** length;
    return length >= 8 ? bits >> (length - 8) : bits << (8 - length);
  }) as [number, number, number];
}
