import { summariseChanges } from '../../client/change-words.ts';
import { selectAccept, selectAction, selectRollBack } from '../../client/selectors.ts';
import type { ConfigChanges } from '../../contract/index.ts';
import type { Doing } from '../desk/desk.ts';
import { formatSince } from '../desk/format.ts';
import { actionWords } from '../desk/guest-words.ts';

/** Accepts exactly the changes that are shown: when there are others by the time of the answer, it does not. */
export function accepting({ next, nextId }: ConfigChanges): Doing {
  const what = next.length === 0 ? 'It changes nothing.' : `It changes: ${summariseChanges(next, 4)}.`;
  return {
    title: 'Accept what the next start changes?',
    consequence: `The next start uses what is rendered from the hardware and the policy. ${what} A guest that runs is left alone; one that waits for this may be started at once.`,
    yes: 'Accept',
    possible: (state) => selectAccept(state).allowed && state.status?.changes.nextId === nextId,
    run: (client) => client.call('config.accept', { query: nextId === undefined ? {} : { changes: nextId } }),
  };
}

export function rollingBack({ lastGoodAt }: ConfigChanges, now: Date): Doing {
  const which = lastGoodAt === undefined ? '' : `, first started ${formatSince(lastGoodAt, now)}`;
  return {
    title: 'Use the last good configuration?',
    consequence: `The next starts use the last good configuration${which}, whatever the hardware and the policy say, until what is rendered is accepted again. A guest that runs is left alone; one that waits for this may be started at once.`,
    yes: 'Roll back',
    possible: (state) => selectRollBack(state).allowed,
    run: (client) => client.call('config.rollback'),
  };
}

export const reloading: Doing = {
  title: 'Read the policy file again?',
  consequence:
    "What it says is used from the next start of the guest on. A file that can't be used changes nothing: what is wrong with it is shown here.",
  yes: 'Read it',
  possible: ({ link }) => link.state === 'connected',
  run: (client) => client.call('config.reload'),
};

export const starting = ({ choice }: ConfigChanges): Doing => ({
  title: actionWords.start.title,
  consequence:
    choice === 'last-good'
      ? 'The guest is powered on with the last good configuration.'
      : actionWords.start.consequence,
  yes: actionWords.start.verb,
  possible: (state) => selectAction(state, 'start').allowed,
  run: (client) => client.call('guest.start'),
});
