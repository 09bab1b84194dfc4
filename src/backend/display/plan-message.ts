import {
  type FollowAction,
  type Guest,
  type GuestState,
  keyWords,
  type Power,
} from '../../contract/index.ts';

export interface MonitorMessage {
  text: string;
  /** The seconds to then are counted down at the end of the text. */
  until?: string;
}

const counted: Record<FollowAction, string> = {
  restart: 'Starting again in',
  reboot: 'Restarting in',
  'power-off': 'Switching off in',
  'leave-off': 'Stopping in',
};

const afterwards: Record<FollowAction, string> = {
  restart: 'Restarting …',
  reboot: 'Restarting …',
  'power-off': 'Shutting down …',
  'leave-off': 'Shutting down …',
};

const states: Record<GuestState, string | undefined> = {
  absent: 'Not ready for use',
  off: 'Switched off',
  crashed: 'Stopped by an error',
  paused: 'Paused',
  stopping: 'Shutting down …',
  starting: undefined,
  running: undefined,
  unknown: undefined,
};

/**
 * The one line on the monitor while the guest's picture is absent. Customers read it: nothing in it says that there is a guest. Undefined while there is
 * nothing to say, since the guest starts or nobody knows: the splash then.
 */
export function planMessage(
  { state, actions, problems }: Pick<Guest, 'state' | 'actions' | 'problems'>,
  { countdown, stopping, backOff }: Pick<Power, 'countdown' | 'stopping' | 'backOff'>,
  hotKey: string,
): MonitorMessage | undefined {
  if (countdown !== undefined) return { text: counted[countdown.action], until: countdown.endsAt };
  if (stopping !== undefined && state !== 'off') return { text: afterwards[stopping.afterwards] };
  const text = states[state];
  if (text === undefined) return undefined;
  const needsHelp =
    backOff.broken || state === 'absent' || problems.some(({ severity }) => severity === 'error');
  const isDown = state === 'off' || state === 'crashed';
  const help = `${keyWords(hotKey)} for the service console`;
  if ((isDown || state === 'absent') && needsHelp) return { text: `Out of service. ${help}` };
  return { text: isDown && actions.start.allowed ? `${text}. ${help}` : text };
}
