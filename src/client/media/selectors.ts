import type { Availability, DriveAction, MediaAction } from '../../contract/index.ts';
import { isStale } from '../selectors.ts';
import type { State } from '../state.ts';

/** Whether something can be done with a USB disk now, and if not, why. */
export function selectMediaAction(state: State, id: string, action: MediaAction): Availability {
  if (isStale(state)) return { allowed: false, reason: 'the backend does not answer' };
  const medium = state.media?.media.find((each) => each.id === id);
  return medium?.actions[action] ?? { allowed: false, reason: 'it is gone' };
}

/** Whether something can be done with a drive now, and if not, why. */
export function selectDriveAction(state: State, id: string, action: DriveAction): Availability {
  if (isStale(state)) return { allowed: false, reason: 'the backend does not answer' };
  const drive = state.drives?.drives.find((each) => each.id === id);
  return drive?.actions[action] ?? { allowed: false, reason: 'it is gone' };
}
