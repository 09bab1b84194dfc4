import type { Surface } from '../../surface.ts';
import type { Context } from '../context.ts';
import { InflatedReader } from '../wire/inflated.ts';
import type { Decoder } from './decoders.ts';
import { ZrleTiles } from './zrle-tiles.ts';

const SIDE = 64;

/** Tiles of 64x64 in one zlib stream. */
export function createZrle(context: Context): Decoder {
  const { reader, budget } = context;
  const inflated = new InflatedReader(reader, context.wake);
  context.whenOver(() => inflated.close());
  const tiles = new ZrleTiles();

  return function* (surface: Surface, { x, y, width, height }) {
    yield* reader.need(4);
    inflated.begin(reader.u32());
    for (let top = 0; top < height; top += SIDE)
      for (let left = 0; left < width; left += SIDE) {
        const tileWidth = Math.min(SIDE, width - left);
        const tileHeight = Math.min(SIDE, height - top);
        const corner = (y + top) * surface.width + x + left;
        while (!tiles.paint(inflated, surface, corner, tileWidth, tileHeight))
          yield* inflated.need(inflated.available + 1);
        if (budget.spend(tileWidth * tileHeight)) yield 'turn';
      }
    yield* inflated.finish();
  };
}
