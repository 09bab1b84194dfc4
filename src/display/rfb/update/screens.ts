import type { Rect } from '../../surface.ts';
import type { Context } from '../context.ts';
import type { Screen, SizeRefusal } from '../listener.ts';
import type { Steps } from '../wire/steps.ts';
import { resize } from './resize.ts';

const REFUSALS: Record<number, SizeRefusal> = { 1: 'prohibited', 2: 'out-of-resources', 3: 'invalid-layout' };
/** In `x`: this answers what we have asked for ourselves. In `y` is then whether it is taken. */
const ASKED_BY_US = 1;
const TAKEN = 0;
/** QEMU has told the guest, which may do it later. */
const FORWARDED = 4;

/** ExtendedDesktopSize: the picture's size and the screens in it, or why it stays as it is. */
export function* readScreens(context: Context, { x, y, width, height }: Rect): Steps {
  const { reader } = context;
  yield* reader.need(4);
  const count = reader.u8();
  reader.take(3);
  yield* reader.need(count * 16);
  const screens = Array.from(
    { length: count },
    (): Screen => ({
      id: reader.u32(),
      x: reader.u16(),
      y: reader.u16(),
      width: reader.u16(),
      height: reader.u16(),
      flags: reader.u32(),
    }),
  );
  context.can.resize = true;
  if (x === ASKED_BY_US && y !== TAKEN) {
    if (y !== FORWARDED) context.listener.sizeRefused?.(REFUSALS[y] ?? 'unknown');
    return;
  }
  yield* resize(context, width, height);
  context.listener.canResize?.(screens);
}
