import type { PowerAction, PowerActionState } from '../../contract/index.ts';
import { isStale } from '../selectors.ts';
import type { State } from '../state.ts';

/** Whether an action is possible now, and if not, why; with what it would do. */
export function selectPowerAction(state: State, action: PowerAction): PowerActionState {
  const refused = (reason: string) => ({ allowed: false, reason, consequence: '' });
  if (isStale(state)) return refused('the backend does not answer');
  return state.power?.actions[action] ?? refused('nothing is known of the power yet');
}

/** Whether a guest that has not stopped in its time can be forced off. */
export const mayForce = (state: State): boolean => !isStale(state) && state.power?.stopping?.phase === 'late';
