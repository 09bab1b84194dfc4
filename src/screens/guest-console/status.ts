import { underWayWords } from '../../client/power/progress.ts';
import type { Power } from '../../contract/index.ts';
import { paint } from '../../ui/terminal/style.ts';
import { clip, pad, widthOf } from '../../ui/text/fit.ts';

/** The last line of the guest's console, painted, in so many columns. */
export type StatusLine = (columns: number) => string;

export interface ConsoleStatus {
  /** The key that leaves, for example `Ctrl-]`. */
  escapeKey: string;
  /** Why there is no line to the guest now. */
  waiting: string | undefined;
  /** What the box is about to do, which everybody has to see. */
  power: Power | undefined;
}

/** How to leave, which is never left out, and what is to be known: the most urgent of it. */
export function renderStatus(
  { escapeKey, waiting, power }: ConsoleStatus,
  columns: number,
  now: Date,
): string {
  const urgent = (power && underWayWords(power, now)) ?? waiting;
  const long = `${escapeKey} leaves, twice sends it`;
  const leave = ` ${urgent === undefined || widthOf(long) + widthOf(urgent) + 4 <= columns ? long : `${escapeKey} leaves`} `;
  const said = urgent ?? "The guest's console; the guest sees 80x24";
  const room = Math.max(0, columns - widthOf(leave) - 1);
  return paint(clip(` ${pad(said, room)}${leave}`, columns), { inverse: true, bold: urgent !== undefined });
}
