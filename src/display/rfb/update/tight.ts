import type { Rect, Surface } from '../../surface.ts';
import type { Context } from '../context.ts';
import { toProtocolError } from '../errors.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import { InflatedReader } from '../wire/inflated.ts';
import type { Steps } from '../wire/steps.ts';
import type { Decoder } from './decoders.ts';
import { fill } from './painting.ts';
import { readTightFilter } from './tight-filters.ts';

const STREAMS = 4;
const FILL = 8;
const JPEG = 9;
const HAS_FILTER = 4;
/** So little is not compressed. */
const PLAIN_BELOW = 12;

/** Pixels by one of three filters, in one of four zlib streams; or one colour. JPEG comes to those only who ask for it. */
export function createTight(context: Context): Decoder {
  const { reader, budget } = context;
  const streams: (InflatedReader | undefined)[] = [];
  context.whenOver(() => {
    for (const stream of streams) stream?.close();
  });

  return function* (surface: Surface, rect: Rect) {
    yield* reader.need(1);
    const control = reader.u8();
    for (let n = 0; n < STREAMS; n++) if ((control & (1 << n)) !== 0) streams[n]?.reset();
    const kind = control >> 4;
    if (kind === FILL) yield* paintFill(reader, surface, rect);
    else if (kind > FILL)
      throw toProtocolError(
        kind === JPEG
          ? 'the server sends JPEG, which was not asked for'
          : `a rectangle is of the unknown kind ${kind}`,
      );
    else {
      const filter = yield* readTightFilter(reader, rect, (kind & HAS_FILTER) !== 0);
      const length = filter.rowLength * rect.height;
      let source = reader;
      let stream: InflatedReader | undefined;
      if (length >= PLAIN_BELOW) {
        const compressedLength = yield* readLength(reader);
        stream = streams[kind & 3] ??= new InflatedReader(reader, context.wake);
        stream.begin(compressedLength);
        source = stream;
      }
      for (let row = 0; row < rect.height; row++) {
        if (source.available < filter.rowLength) yield* source.need(filter.rowLength);
        filter.paintRow(source.bytes, source.at, surface.pixels, (rect.y + row) * surface.width + rect.x);
        source.at += filter.rowLength;
        if (budget.spend(rect.width)) yield 'turn';
      }
      if (stream !== undefined) yield* stream.finish();
      return;
    }
    if (budget.spend(rect.width * rect.height)) yield 'turn';
  };
}

function* paintFill(reader: ByteReader, surface: Surface, { x, y, width, height }: Rect): Steps {
  yield* reader.need(3);
  const pixel = (reader.u8() << 16) | reader.u16();
  fill(surface.pixels, surface.width, y * surface.width + x, width, height, pixel);
}

/** Seven bits a byte, the lowest first, three bytes at most. */
function* readLength(reader: ByteReader): Steps<number> {
  let length = 0;
  for (let shift = 0; shift <= 14; shift += 7) {
    yield* reader.need(1);
    const byte = reader.u8();
    length |= (shift === 14 ? byte : byte & 127) << shift;
    if (byte < 128) break;
  }
  return length;
}
