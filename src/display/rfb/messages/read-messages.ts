import type { Context } from '../context.ts';
import { toProtocolError } from '../errors.ts';
import { MAX_CUT_TEXT, MESSAGE_COST } from '../limits.ts';
import { createDecoders } from '../update/decoders.ts';
import { Dirty } from '../update/dirty.ts';
import { readUpdate } from '../update/update.ts';
import type { Steps } from '../wire/steps.ts';

/** What the server says from the handshake to the end. */
export function* readMessages(context: Context): Steps {
  const { reader, budget } = context;
  const decoders = createDecoders(context);
  const dirty = new Dirty();
  for (;;) {
    yield* reader.need(1);
    const type = reader.u8();
    if (type === 0) yield* readUpdate(context, decoders, dirty);
    else if (type === 1) yield* passColours(context);
    else if (type === 2) context.listener.bell?.();
    else if (type === 3) yield* passCutText(context);
    else throw toProtocolError(`the server sends a message of the unknown type ${type}`);
    if (budget.spend(MESSAGE_COST)) yield 'turn';
  }
}

/** SetColourMapEntries: of no use, since pixels have their colours in them. */
function* passColours({ reader }: Context): Steps {
  yield* reader.need(5);
  reader.take(3);
  yield* reader.skip(reader.u16() * 6);
}

/** ServerCutText: the guest's clipboard is none of ours. */
function* passCutText({ reader }: Context): Steps {
  yield* reader.need(7);
  reader.take(3);
  const length = reader.u32();
  if (length > MAX_CUT_TEXT) throw toProtocolError(`the clipboard has ${length} bytes`);
  yield* reader.skip(length);
}
