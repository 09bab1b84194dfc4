import { selectRunning } from '../../client/selectors.ts';
import type { Operation } from '../../contract/index.ts';
import type { Doing } from './desk.ts';
import { operationTitle } from './operations.ts';

/** Cancels what is under way, as far as it still is when the answer is given. */
export const cancelling = ({ id, kind }: Operation): Doing => ({
  title: 'Cancel what is under way?',
  consequence: `“${operationTitle(kind)}” ends where it safely can. What it has done until then stays done.`,
  yes: 'Cancel it',
  possible: (state) => selectRunning(state).some((each) => each.id === id && each.cancellable),
  run: (client) => client.call('operations.cancel', { params: { id } }),
});
