import type { EncodingName } from '../../../src/display/rfb/encodings.ts';
import { createChange, renderEverything } from '../../../test/support/display/garbage.ts';
import { replay, toStream } from '../../../test/support/display/replay.ts';
import type { Figure } from '../figure.ts';
import { MB } from '../memory.ts';

const streams = 1_000_000;
const atOnce = 8;
const encodings: EncodingName[] = ['raw', 'copyrect', 'hextile', 'zrle', 'tight'];

/** Lets the RFB client read streams that were changed at random. Throws when one ends in another way than by a reason. */
export async function measureGarbage(): Promise<Figure> {
  const ends = new Map<string, number>();
  const began = performance.now();
  let memoryBefore = 0;
  let next = 0;
  const work = async () => {
    while (next < streams) {
      const seed = next++;
      if (seed === streams / 10) memoryBefore = process.memoryUsage.rss();
      const stream = toStream(renderEverything(createChange(seed)));
      const { reason } = await replay(stream, { encodings, maxPixels: 1 << 18 });
      const code = reason?.code ?? 'nothing';
      if (code === 'RFB_INTERNAL' || reason === undefined)
        throw new Error(`stream ${seed} ends with ${code}`, { cause: reason });
      ends.set(code, (ends.get(code) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const told = [...ends].map(([code, count]) => `${count} with ${code}`).join(', ');
  const [before, after] = [memoryBefore, process.memoryUsage.rss()].map((bytes) => (bytes / MB).toFixed(0));
  return {
    name: 'a stream of garbage',
    value: (performance.now() - began) / streams,
    unit: 'ms',
    note: `mean of ${streams} changed streams with ${atOnce} at once; they end ${told}, none in another way. RSS ${before} MB after a tenth of them, ${after} MB at the end`,
  };
}
