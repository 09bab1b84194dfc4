import { describe, expect, test } from 'vitest';
import type { Rect } from '../../../../src/display/surface.ts';
import { toColours } from '../../../support/display/pictures.ts';
import {
  readPicture,
  readRecording,
  recordedEncodings,
  scenes,
} from '../../../support/display/recordings.ts';
import { replay, toStream } from '../../../support/display/replay.ts';

const cases = scenes.flatMap((scene) => recordedEncodings.map((encoding) => [scene, encoding] as const));

describe.each(cases)("QEMU's screen as it was recorded: %s by %s", (scene, encoding) => {
  const recording = readRecording(scene, encoding);
  const picture = readPicture(scene);

  test.each([97, 4096, 1 << 20])(
    'is the one that QEMU itself shows, in chunks of %i bytes',
    async (chunkSize) => {
      const { connection, reason } = await replay(toStream(recording, chunkSize), { encodings: [encoding] });
      expect(reason?.code).toBe('RFB_LOST');
      const { width, height, pixels } = connection.surface!;
      expect({ width, height }).toEqual({ width: picture.width, height: picture.height });
      expect(Buffer.compare(Buffer.from(toColours(pixels).buffer), Buffer.from(picture.pixels.buffer))).toBe(
        0,
      );
    },
  );

  test('is told of where it changes', async () => {
    const told: { picture: string; rects: Rect[] }[] = [];
    let size = '';
    const sizeOf = ({ width, height }: { width: number; height: number }) => `${width}x${height}`;
    await replay(toStream(recording), {
      encodings: [encoding],
      listener: {
        connected: ({ surface }) => {
          size = sizeOf(surface);
        },
        resized: (surface) => {
          size = sizeOf(surface);
        },
        updated: (rects) => told.push({ picture: size, rects: structuredClone([...rects]) }),
      },
    });
    const first = told.find((update) => update.picture === sizeOf(picture));
    const painted = first?.rects.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(painted).toBe(picture.width * picture.height);
  });
});
