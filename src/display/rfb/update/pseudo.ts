import type { Rect } from '../../surface.ts';
import type { Context } from '../context.ts';
import { PSEUDO_ENCODINGS } from '../encodings.ts';
import { toProtocolError } from '../errors.ts';
import { readText } from '../handshake/text.ts';
import type { Steps } from '../wire/steps.ts';
import { readCursor } from './cursor.ts';
import { resize } from './resize.ts';
import { readScreens } from './screens.ts';

const { desktopSize, cursor, pointerMotion, extendedKey, ledState, desktopName, extendedDesktopSize } =
  PSEUDO_ENCODINGS;

/** What comes in the place of a rectangle: for some the numbers of the rectangle say it all. */
export function* readPseudo(context: Context, encoding: number, rect: Rect): Steps {
  const { reader, can } = context;
  switch (encoding) {
    case desktopSize:
      return yield* resize(context, rect.width, rect.height);
    case extendedDesktopSize:
      return yield* readScreens(context, rect);
    case cursor:
      return yield* readCursor(context, rect);
    case extendedKey:
      can.extendedKey = true;
      return;
    case pointerMotion:
      return context.listener.pointerIsAbsolute?.(rect.x !== 0);
    case ledState: {
      yield* reader.need(1);
      const bits = reader.u8();
      return context.listener.leds?.({
        scroll: (bits & 1) !== 0,
        num: (bits & 2) !== 0,
        caps: (bits & 4) !== 0,
      });
    }
    case desktopName: {
      const name = yield* readText(reader, "the server's name");
      return context.listener.renamed?.(name);
    }
    default:
      throw toProtocolError(`the server sends encoding ${encoding}, which was not asked for`);
  }
}
