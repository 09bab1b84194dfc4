import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectRfb } from '../../../../../src/display/rfb/connection.ts';
import type { RfbError } from '../../../../../src/display/rfb/errors.ts';
import { openSocket } from '../../../../../src/display/rfb/wire/open-socket.ts';
import type { Surface } from '../../../../../src/display/surface.ts';
import { createRandom } from '../../../../support/display/pictures.ts';
import { encodings, greeting, rect, update } from '../../../../support/display/server-words.ts';

/** A server that says so much in pieces, and hangs up. */
async function serve(bytes: Buffer, toPieceLength: () => number): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rfb-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const path = join(dir, 'socket');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    sayFrom(socket, 0);
  });
  const sayFrom = (socket: Socket, at: number): void => {
    if (at >= bytes.length) socket.end();
    else {
      const end = at + toPieceLength();
      socket.write(bytes.subarray(at, end), () => sayFrom(socket, end));
    }
  };
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return path;
}

const noise = (random: () => number, count: number): Buffer =>
  Buffer.from(Uint32Array.from({ length: count }, () => random() * 0x1000000).buffer);

test.each([1, 2, 3])(
  'pixels that the socket puts into the picture itself are where they belong (%i)',
  async (seed) => {
    const random = createRandom(seed);
    const [width, height] = [1000, 700];
    const [whole, band, part, next] = [width * height, width * 300, 900 * 350, 640 * 480].map((count) =>
      noise(random, count),
    ) as [Buffer, Buffer, Buffer, Buffer];
    const words = Buffer.concat([
      greeting(width, height),
      update(rect([0, 0, width, height], encodings.raw, whole)),
      update(rect([0, 100, width, 300], encodings.raw, band), rect([7, 50, 900, 350], encodings.raw, part)),
      update(rect([0, 0, 640, 480], encodings.desktopSize), rect([0, 0, 640, 480], encodings.raw, next)),
    ]);
    const path = await serve(words, () => Math.ceil(random() ** 6 * 400_000));

    const seen: Buffer[] = [];
    const { promise, resolve } = Promise.withResolvers<RfbError | undefined>();
    let surface: Surface | undefined;
    connectRfb({
      stream: await openSocket({ path }),
      shared: true,
      listener: {
        connected: (info) => {
          surface = info.surface;
        },
        resized: (resized) => {
          surface = resized;
        },
        updated: () => seen.push(Buffer.from(surface?.bytes ?? [])),
        closed: resolve,
      },
    });
    expect(await promise).toMatchObject({ code: 'RFB_LOST' });

    const second = Buffer.from(whole);
    band.copy(second, 100 * width * 4);
    for (let row = 0; row < 350; row++)
      part.copy(second, ((50 + row) * width + 7) * 4, row * 900 * 4, (row + 1) * 900 * 4);
    expect(seen.map((bytes, n) => bytes.equals([whole, second, next][n]!))).toEqual([true, true, true]);
  },
);
