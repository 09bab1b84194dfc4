import { FIXED_BYTES, VARIABLE_BYTES } from '../../../../src/display/framebuffer/parse-screen-info.ts';

/** What FBIOGET_VSCREENINFO and FBIOGET_FSCREENINFO filled in, on Linux 6.12 in QEMU, without the zeros at the end. */
export const recordedScreens = [
  {
    title: 'bochs-drm (QEMU, and the helpers that management controllers use)',
    variable: toBytes(
      '00050000200300000005000020030000000000000000000020000000000000001000000008000000000000000800000008000000000000000000000008000000000000000000000000000000000000000000000000000000c80000004001',
      VARIABLE_BYTES,
    ),
    fixed: toBytes(
      '626f6368732d64726d64726d66620000000000000000000000803e0000000000000000000200000001000100000000000014',
      FIXED_BYTES,
    ),
    native: true,
    info: {
      driver: 'bochs-drmdrmfb',
      width: 1280,
      height: 800,
      xOffset: 0,
      yOffset: 0,
      bitsPerPixel: 32,
      stride: 5120,
      red: { offset: 16, length: 8 },
      green: { offset: 8, length: 8 },
      blue: { offset: 0, length: 8 },
    },
  },
  {
    title: 'virtio-gpu',
    variable: toBytes(
      '00050000200300000005000020030000000000000000000020000000000000001000000008000000000000000800000008000000000000000000000008000000000000000000000000000000000000000000000000000000c80000004001',
      VARIABLE_BYTES,
    ),
    fixed: toBytes(
      '76697274696f5f67707564726d666200000000000000000000803e0000000000000000000200000001000100000000000014',
      FIXED_BYTES,
    ),
    native: true,
    info: {
      driver: 'virtio_gpudrmfb',
      width: 1280,
      height: 800,
      xOffset: 0,
      yOffset: 0,
      bitsPerPixel: 32,
      stride: 5120,
      red: { offset: 16, length: 8 },
      green: { offset: 8, length: 8 },
      blue: { offset: 0, length: 8 },
    },
  },
  {
    title: 'vesafb with 24 bits a pixel',
    variable: toBytes(
      '00040000000300000004000000030000000000000000000018000000000000001000000008000000000000000800000008000000000000000000000008000000000000000000000000000000000000000000000000000000ffffffffffffffff00000000aa310000800000002000000010000000040000008000000004',
      VARIABLE_BYTES,
    ),
    fixed: toBytes(
      '56455341205647410000000000000000000000fd00000000000048000000000000000000020000000000000000000000000c',
      FIXED_BYTES,
    ),
    native: false,
    info: {
      driver: 'VESA VGA',
      width: 1024,
      height: 768,
      xOffset: 0,
      yOffset: 0,
      bitsPerPixel: 24,
      stride: 3072,
      red: { offset: 16, length: 8 },
      green: { offset: 8, length: 8 },
      blue: { offset: 0, length: 8 },
    },
  },
  {
    title: 'vesafb with 16 bits a pixel',
    variable: toBytes(
      '00040000000300000004000000030000000000000000000010000000000000000b00000005000000000000000500000006000000000000000000000005000000000000000000000000000000000000000000000000000000ffffffffffffffff00000000aa310000800000002000000010000000040000008000000004',
      VARIABLE_BYTES,
    ),
    fixed: toBytes(
      '56455341205647410000000000000000000000fd000000000000300000000000000000000200000000000000000000000008',
      FIXED_BYTES,
    ),
    native: false,
    info: {
      driver: 'VESA VGA',
      width: 1024,
      height: 768,
      xOffset: 0,
      yOffset: 0,
      bitsPerPixel: 16,
      stride: 2048,
      red: { offset: 11, length: 5 },
      green: { offset: 5, length: 6 },
      blue: { offset: 0, length: 5 },
    },
  },
];

function toBytes(hex: string, length: number): Buffer {
  return Buffer.concat([Buffer.from(hex, 'hex')], length);
}
