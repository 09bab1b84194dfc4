import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EncodingName } from '../../../../src/display/rfb/encodings.ts';
import { createChange, renderEverything } from '../../../support/display/garbage.ts';
import { replay, toStream } from '../../../support/display/replay.ts';

const options = {
  encodings: ['raw', 'copyrect', 'hextile', 'zrle', 'tight'] satisfies EncodingName[],
  maxPixels: 1 << 18,
};
/** Whatever comes, the connection ends in one of these ways. */
const ENDS = ['RFB_LOST', 'RFB_PROTOCOL', 'RFB_REFUSED', 'RFB_SECURITY'];

describe('a server that says anything', () => {
  test('is understood as long as it keeps to the protocol', async () => {
    const told: string[] = [];
    const tell = (what: string) => () => told.push(what);
    const { connection, reason } = await replay(toStream(renderEverything((bytes) => bytes)), {
      ...options,
      listener: {
        connected: tell('connected'),
        updated: tell('updated'),
        bell: tell('bell'),
        pointerIsAbsolute: (isAbsolute) => told.push(`absolute ${isAbsolute}`),
        leds: ({ scroll, num, caps }) => told.push(`leds ${scroll} ${num} ${caps}`),
        cursor: (cursor) =>
          told.push(`cursor ${cursor?.width}x${cursor?.height} ${cursor?.hotX},${cursor?.hotY}`),
        renamed: (name) => told.push(`renamed ${name}`),
        canResize: ([screen]) => told.push(`screen ${screen?.id} ${screen?.width}x${screen?.height}`),
        resized: ({ width, height }) => told.push(`resized ${width}x${height}`),
      },
    });
    expect(reason).toMatchObject({ code: 'RFB_LOST' });
    expect(connection.surface).toMatchObject({ width: 40, height: 20 });
    expect(told).toEqual([
      ...['connected', 'updated', 'bell', 'absolute true', 'leds true false true', 'cursor 9x3 1,2'],
      ...['renamed another', 'screen 7 80x24', 'resized 40x20'],
    ]);
  });

  test('ends the connection with a reason otherwise, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 300 }), async (seed, chunkSize) => {
        const stream = renderEverything(createChange(seed));
        const { reason } = await replay(toStream(stream, chunkSize), options);
        expect(ENDS).toContain(reason?.code);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  test('and random bytes do so, too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { reason } = await replay(toStream(Buffer.from(bytes)), options);
        expect(ENDS).toContain(reason?.code);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
