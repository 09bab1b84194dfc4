import { describe, expect, test } from 'vitest';
import { parseVersion } from '../../../../../src/display/rfb/handshake/version.ts';

describe('the version that is spoken', () => {
  test.each([
    ['RFB 003.003\n', 3],
    ['RFB 003.005\n', 3],
    ['RFB 003.007\n', 7],
    ['RFB 003.008\n', 8],
    ['RFB 003.889\n', 8],
    ['RFB 004.001\n', 8],
  ])('%j: 3.%i', (line, version) => {
    expect(parseVersion(line)).toBe(version);
  });

  test.each(['HTTP/1.1 400', 'RFB 002.002\n', 'RFB 003.00x\n', 'SSH-2.0-Open'])('%j is not RFB', (line) => {
    expect(() => parseVersion(line)).toThrow(expect.objectContaining({ code: 'RFB_PROTOCOL' }));
  });
});
