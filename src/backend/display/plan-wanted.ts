import type { Guest, Power } from '../../contract/index.ts';
import type { DisplayPolicy } from '../config/policy/policy.ts';
import type { WantedDisplay } from './model.ts';
import { planMessage } from './plan-message.ts';

export interface WantedParts {
  policy: DisplayPolicy;
  /** The policy's seats, for example `tty1`. */
  seats: readonly string[];
  guest: Guest;
  power: Power;
  /** Of the guest's VNC server, as libvirt tells it, while there is one. */
  vnc: string | undefined;
  /** A technician's word; it counts until the monitor shows something else. */
  viewOnly: boolean | undefined;
}

/** What the viewer is to do. */
export function planWanted({ policy, seats, guest, power, vnc, viewOnly }: WantedParts): WantedDisplay {
  const { monitor, ...rest } = policy;
  const message = planMessage(guest, power, policy.hotKey);
  return {
    ...rest,
    ...(vnc === undefined ? {} : { vnc }),
    ...(message === undefined ? {} : { message }),
    first: monitor,
    consoleVt: toConsoleVt(seats) ?? 1,
    viewOnly: viewOnly ?? policy.viewOnly,
  };
}

/** The first virtual terminal among the seats: `tty1` is 1. */
export const toConsoleVt = (seats: readonly string[]): number | undefined =>
  seats
    .map((seat) => /^tty([1-9]\d?)$/.exec(seat)?.[1])
    .map(Number)
    .find((vt) => vt > 0);
