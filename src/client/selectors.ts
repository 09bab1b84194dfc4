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
