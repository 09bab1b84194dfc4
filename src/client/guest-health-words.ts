import type { GuestHealth, HealthState } from '../contract/index.ts';
import { cell } from './hardware/cells.ts';
import type { Cell, Mood } from './hardware/model.ts';

const MOODS: Record<HealthState, Mood | undefined> = {
  starting: undefined,
  ready: 'good',
  degraded: 'warning',
  failing: 'bad',
};

/** How the guest is, as it says itself: `ready: 3 of 3 services run`. Most guests say nothing, which is unknown and no failure. */
export const healthCell = (health: GuestHealth): Cell =>
  cell(
    health,
    ({ state, message }) => (message === undefined ? state : `${state}: ${message}`),
    ({ state }) => MOODS[state],
  );
