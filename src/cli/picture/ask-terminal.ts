import { type Clock, systemClock } from '../../client/clock.ts';
import { Interrupted } from '../exit.ts';
import type { RawTerminal } from '../terminal.ts';

/** What a terminal says of itself: whether it draws sixels, and how many pixels a character has there. */
export interface SixelTerminal {
  sixel: boolean;
  cell: { width: number; height: number };
}

/** Of the VT340, which the first sixels were for. */
export const USUAL_CELL = { width: 10, height: 20 };
/** A character's size that is neither nonsense nor a whole screen. */
const LEAST_CELL = 4;
const MOST_CELL = 64;
/**
 * The size of a character in pixels (XTWINOPS 16, xterm's control sequences), and what the terminal is (DA1, VT330/VT340 Programmer Reference Manual, chapter 4),
 * which each answers, and in its turn: what has not been answered by then never will be.
 */
const QUESTION = '\u001b[16t\u001b[c';
/** From the other end of the world by way of a slow line. */
const ANSWER_MS = 1500;
const LONGEST = 4096;

/** Asks the terminal; one that does not answer draws none. */
export async function askTerminal(
  raw: RawTerminal,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<SixelTerminal> {
  const answered = Promise.withResolvers<void>();
  let said = '';
  const restore = raw.open((text) => {
    said = (said + text).slice(-LONGEST);
    // In this mode Ctrl-C is a key.
    if (said.includes('\u0003')) answered.reject(new Interrupted());
    if (/\u001b\[\?[\d;]*c/.test(said)) answered.resolve();
  });
  const stop = clock.after(ANSWER_MS, answered.resolve);
  const abort = () => answered.reject(new Interrupted());
  signal.addEventListener('abort', abort);
  try {
    raw.write(QUESTION);
    await answered.promise;
  } finally {
    stop();
    signal.removeEventListener('abort', abort);
    restore();
  }
  return parseAnswer(said);
}

/** Sixels are the fourth of a terminal's attributes. */
const SIXEL = '4';

export function parseAnswer(said: string): SixelTerminal {
  const [, attributes = ''] = /\u001b\[\?([\d;]*)c/.exec(said) ?? [];
  const [, height, width] = /\u001b\[6;(\d{1,4});(\d{1,4})t/.exec(said)?.map(Number) ?? [];
  const isSane = (pixels: number | undefined): pixels is number =>
    pixels !== undefined && pixels >= LEAST_CELL && pixels <= MOST_CELL;
  return {
    // The first says what kind of a terminal it is.
    sixel: attributes.split(';').slice(1).includes(SIXEL),
    cell: isSane(width) && isSane(height) ? { width, height } : USUAL_CELL,
  };
}
