import { expect, onTestFinished, test } from 'vitest';
import { TURN_BUDGET } from '../../../../../src/display/rfb/limits.ts';
import { replay, toStream } from '../../../../support/display/replay.ts';
import {
  createDeflate,
  encodings,
  greeting,
  rect,
  u16,
  u32,
  update,
} from '../../../../support/display/server-words.ts';

const [width, height] = [2048, 512];
const whole = [0, 0, width, height] as const;
const perTurn = TURN_BUDGET / (width * height);

/** How often the event loop went round while all this was read, which came at once. */
async function countTurns(...words: Buffer[]): Promise<number> {
  let turns = 0;
  let timer = setImmediate(function turn() {
    turns++;
    timer = setImmediate(turn);
  });
  onTestFinished(() => clearImmediate(timer));
  let before = 0;
  await replay(toStream(Buffer.concat([greeting(width, height), ...words]), 1 << 24), {
    encodings: ['raw', 'copyrect', 'hextile', 'zrle', 'tight'],
    listener: {
      connected: () => {
        before = turns;
      },
    },
  });
  clearImmediate(timer);
  return turns - before;
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

test.each([
  ['copies', times(40, rect(whole, encodings.copyrect, u16(0, 0))), 40],
  ['colours', times(40, rect(whole, encodings.tight, Buffer.from([0x80, 1, 2, 3]))), 40],
  [
    'rectangles on top of one another',
    [
      rect(
        [0, 0, width, 16],
        encodings.hextile,
        ...times(
          width / 16,
          Buffer.concat([Buffer.from([8, 255]), ...times(255, Buffer.from([0x00, 0xff]))]),
        ),
      ),
    ],
    8,
  ],
  ['a picture that is smaller than it seems', [zrle(createDeflate())], 1],
])('the event loop has its turns during %s', async (_name, rects, pictures) => {
  expect(await countTurns(update(...rects))).toBeGreaterThanOrEqual(Math.floor(pictures / perTurn));
});

test('the event loop has its turns during updates of nothing', async () => {
  expect(await countTurns(...times(50_000, update()))).toBeGreaterThan(10);
});

test('a size that changes without end leaves turns, too', async () => {
  const sizes = times(40, [width - 1, width])
    .flat()
    .map((w) => rect([0, 0, w, height], encodings.desktopSize));
  expect(await countTurns(update(...sizes))).toBeGreaterThanOrEqual(Math.floor(80 / (perTurn + 1)));
});

function zrle(deflate: (bytes: Uint8Array) => Buffer): Buffer {
  const tiles = times((width / 64) * (height / 64), Buffer.from([1, 1, 2, 3]));
  const part = deflate(Buffer.concat(tiles));
  return rect(whole, encodings.zrle, u32(part.length), part);
}
