import type { Availability, GuestAction, Operation } from '../contract/index.ts';
import { isEnded } from './operation.ts';
import type { State } from './state.ts';

/** Whether what is shown may be out of date. */
export const isStale = ({ link }: State): boolean => link.state !== 'connected';

/** Operations that have not ended, newest first. */
export const selectRunning = ({ operations }: State): Operation[] => operations.filter((o) => !isEnded(o));

/** The newest operation of a kind, for example `guest.start`; of any kind when none is given. */
export const selectLatest = ({ operations }: State, kind?: string): Operation | undefined =>
  operations.find((o) => kind === undefined || o.kind === kind);

export const selectOperation = ({ operations }: State, id: string): Operation | undefined =>
  operations.find((o) => o.id === id);

/** Whether this seat may change things now. */
export const mayAct = ({ access }: State): boolean =>
  access?.role === 'technician' || access?.role === 'admin';

/** Whether an action on the guest is possible now, and if not, why. */
export function selectAction(state: State, action: GuestAction): Availability {
  if (isStale(state)) return { allowed: false, reason: 'the backend does not answer' };
  return state.guest?.actions?.[action] ?? { allowed: false, reason: 'the state of the guest is not known' };
}

const UNANSWERED: Availability = { allowed: false, reason: 'the backend does not answer' };

/** Whether there is anything for a technician to accept, and if not, why. */
export function selectAccept(state: State): Availability {
  const { changes } = state.status ?? {};
  if (isStale(state) || changes === undefined) return UNANSWERED;
  if (changes.held || changes.choice === 'last-good') return { allowed: true };
  return { allowed: false, reason: 'nothing waits to be accepted' };
}

/** Whether the last good configuration can be chosen for the next starts, and if not, why. */
export function selectRollBack(state: State): Availability {
  const { changes } = state.status ?? {};
  if (isStale(state) || changes === undefined) return UNANSWERED;
  if (changes.lastGoodAt === undefined)
    return { allowed: false, reason: 'there is no last good configuration' };
  if (changes.choice === 'rendered') return { allowed: true };
  return { allowed: false, reason: 'the last good configuration is chosen already' };
}
