import type { State } from '../state.ts';

/** Whether a seat is on the box's monitor, and that shows something else than the console: nobody sees what is drawn there. */
export function isBehindGuest({ display }: State, seat: string): boolean {
  return /^tty\d+$/.test(seat) && display?.scene !== undefined && display.scene !== 'console';
}
