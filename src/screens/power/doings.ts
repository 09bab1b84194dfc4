import { afterwardsWords } from '../../client/power/progress.ts';
import { mayForce, selectPowerAction } from '../../client/power/selectors.ts';
import type { State } from '../../client/store.ts';
import type { MaintenanceRequest, PowerAction } from '../../contract/index.ts';
import type { Doing } from '../desk/desk.ts';
import { actionWords } from '../desk/guest-words.ts';

/** What this screen asks for; the others begin elsewhere. */
export type AskedAction = Extract<PowerAction, 'stop' | 'kill' | 'reset' | 'restart' | 'off' | 'reboot'>;

const DOINGS: Record<AskedAction, Pick<Doing, 'title' | 'yes' | 'word' | 'run'>> = {
  stop: { title: actionWords.stop.title, yes: 'Stop', run: (client) => client.call('guest.stop') },
  restart: {
    title: 'Restart the guest cold?',
    yes: 'Restart',
    run: (client) => client.call('power.restart', { body: {} }),
  },
  off: {
    title: 'Power the box off?',
    yes: 'Power off',
    word: 'off',
    run: (client) => client.call('power.off', { body: {} }),
  },
  reboot: {
    title: 'Reboot the box?',
    yes: 'Reboot',
    word: 'reboot',
    run: (client) => client.call('power.reboot', { body: {} }),
  },
  kill: {
    title: actionWords.kill.title,
    yes: 'Force off',
    word: 'force',
    run: (client) => client.call('guest.kill'),
  },
  reset: {
    title: actionWords.reset.title,
    yes: 'Reset',
    word: 'reset',
    run: (client) => client.call('guest.reset'),
  },
};

/** Does exactly what was asked about: when it would do something else by the time of the answer, it does not. */
function toDoing(
  state: State,
  action: PowerAction,
  doing: Pick<Doing, 'title' | 'yes' | 'word' | 'run'>,
): Doing {
  const { consequence } = selectPowerAction(state, action);
  return {
    ...doing,
    consequence,
    possible: (now) => {
      const then = selectPowerAction(now, action);
      return then.allowed && then.consequence === consequence;
    },
  };
}

export const asking = (state: State, action: AskedAction): Doing => toDoing(state, action, DOINGS[action]);

export const beginningMaintenance = (state: State, body: MaintenanceRequest): Doing =>
  toDoing(state, 'maintenance-on', {
    title: 'Suspend following?',
    yes: 'Suspend',
    run: (client) => client.call('power.maintenance', { body }),
  });

export const endingMaintenance = (state: State): Doing =>
  toDoing(state, 'maintenance-off', {
    title: 'Follow the guest again?',
    yes: 'Follow',
    run: (client) => client.call('power.end-maintenance'),
  });

/** Calls off whatever is about to happen: nobody loses anything by it, and there may be seconds only. */
export const callingOff = (state: State): Doing => ({
  title: 'Call it off?',
  consequence: selectPowerAction(state, 'cancel').consequence,
  yes: 'Call off',
  unasked: true,
  possible: (now) => selectPowerAction(now, 'cancel').allowed,
  run: (client) => client.call('power.cancel'),
});

/** Cuts the power of a guest that has not stopped in its time. */
export const forcing = ({ power }: State): Doing => ({
  title: actionWords.kill.title,
  consequence: `The guest has not stopped in time. Its power is cut at once, and what it has not written is lost; ${afterwardsWords(power?.stopping)}.`,
  yes: 'Force off',
  word: 'force',
  possible: mayForce,
  run: (client) => client.call('power.force'),
});
