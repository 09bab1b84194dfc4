import { toProtocolError } from '../errors.ts';
import { MAX_TEXT, MAX_TEXT_READ } from '../limits.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import type { Steps } from '../wire/steps.ts';

/** A length and so many bytes of UTF-8; what is beyond MAX_TEXT bytes is left out. */
export function* readText(reader: ByteReader, what: string): Steps<string> {
  yield* reader.need(4);
  const length = reader.u32();
  if (length > MAX_TEXT_READ) throw toProtocolError(`${what} has ${length} bytes`);
  const kept = Math.min(length, MAX_TEXT);
  yield* reader.need(kept);
  const text = reader.take(kept).toString('utf8');
  yield* reader.skip(length - kept);
  return text;
}
