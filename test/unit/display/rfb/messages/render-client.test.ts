import { expect, test } from 'vitest';
import {
  renderDesktopSize,
  renderEncodings,
  renderExtendedKey,
  renderKey,
  renderMovement,
  renderPixelFormat,
  renderPointer,
  renderUpdateRequest,
} from '../../../../../src/display/rfb/messages/render-client.ts';

test.each([
  ['the pixel format', renderPixelFormat(), '00000000 20180001 00ff00ff00ff 100800 000000'],
  [
    'the encodings, with the pointer',
    renderEncodings(['raw', 'zrle'], true),
    '0200000a 00000000 00000010 ffffff11 ffffff21 ffffff20 fffffeff fffffefe fffffefb fffffecd fffffecc',
  ],
  [
    'the encodings, without it',
    renderEncodings(['tight'], false),
    '02000008 00000007 ffffff21 ffffff20 fffffeff fffffefe fffffefb fffffecd fffffecc',
  ],
  ['a request for all', renderUpdateRequest(800, 600, false), '0300 0000 0000 0320 0258'],
  ['a request for changes', renderUpdateRequest(800, 600, true), '0301 0000 0000 0320 0258'],
  ['a key', renderKey(0xff0d, true), '0401 0000 0000ff0d'],
  ['a key with its scan code', renderExtendedKey(0xff0d, 0x1c, false), 'ff00 0000 0000ff0d 0000001c'],
  ['the pointer at a place', renderPointer(259, 2, 5), '0505 0103 0002'],
  ['the pointer outside the picture', renderPointer(-3, 70_000, 0), '0500 0000 ffff'],
  ['no movement', renderMovement(0, 0, 1), '0501 7fff 7fff'],
  ['a movement', renderMovement(-1, 2, 0), '0500 7ffe 8001'],
  ['a size', renderDesktopSize(800, 600), 'fb00 0320 0258 0100 00000000 0000 0000 0320 0258 00000000'],
])('%s', (_name, message, hex) => {
  expect(message.toString('hex')).toBe(hex.replaceAll(' ', ''));
});
