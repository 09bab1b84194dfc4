import {
  type Countdown,
  type Guest,
  type Maintenance,
  type PowerAction,
  type PowerActionState,
  powerAction,
  type Stopping,
} from '../../contract/index.ts';

export interface ActionParts {
  guest: Guest;
  own: boolean;
  stopTimeoutS: number;
  countdown: Countdown | undefined;
  stopping: Stopping | undefined;
  maintenance: Maintenance | undefined;
}

type ToState = (parts: ActionParts) => PowerActionState;

/** Which actions make sense now, and what each would do. */
export const toActions = (parts: ActionParts): Record<PowerAction, PowerActionState> =>
  Object.fromEntries(powerAction.options.map((action) => [action, table[action](parts)])) as Record<
    PowerAction,
    PowerActionState
  >;

const table: Record<PowerAction, ToState> = {
  stop: (parts) => ({
    ...parts.guest.actions.stop,
    consequence: `The guest will be asked to stop, and has ${parts.stopTimeoutS} s for it.`,
  }),
  kill: (parts) => ({
    ...parts.guest.actions.kill,
    consequence: "The guest's power is cut at once; what it has not written is lost.",
  }),
  reset: (parts) => ({
    ...parts.guest.actions.reset,
    consequence: "The guest's reset button is pressed, and it starts cold; what it has not written is lost.",
  }),
  restart: (parts) => ({
    ...asking(parts),
    consequence: isOff(parts)
      ? 'The guest is started cold, with a newly rendered configuration.'
      : 'The guest will be asked to stop; then it is started cold, with a newly rendered configuration.',
  }),
  off: (parts) => ({ ...asking(parts), consequence: boxConsequence(parts, 'powers off') }),
  reboot: (parts) => ({ ...asking(parts), consequence: boxConsequence(parts, 'reboots') }),
  'maintenance-on': () => ({
    allowed: true,
    consequence: 'The box does nothing more by itself when the guest stops, until maintenance ends.',
  }),
  'maintenance-off': ({ maintenance }) => ({
    ...(maintenance === undefined ? refused('There is no maintenance') : allowed),
    consequence: 'The box follows the guest again.',
  }),
  cancel: ({ countdown, stopping }) => ({
    ...(countdown === undefined && stopping === undefined
      ? refused('Nothing is about to happen')
      : stopping?.because === 'host-down'
        ? refused('The host is going down')
        : allowed),
    consequence:
      stopping !== undefined
        ? 'The guest that was asked to stop may still do so; the box does nothing then.'
        : 'The countdown is called off, and the guest stays off.',
  }),
};

const allowed = { allowed: true } as const;
const refused = (reason: string) => ({ allowed: false, reason });

function asking({ guest, stopping }: ActionParts): { allowed: boolean; reason?: string } {
  if (stopping?.because === 'host-down') return refused('The host is going down');
  if (guest.state === 'unknown') return refused('libvirt does not answer');
  if (guest.state === 'starting') return refused('The guest is being started');
  return allowed;
}

const isOff = ({ guest }: ActionParts): boolean =>
  guest.state === 'off' || guest.state === 'absent' || guest.state === 'crashed';

function boxConsequence(parts: ActionParts, does: string): string {
  const box = parts.own
    ? `the box ${does}`
    : `it is written down that the box ${does}: its power is not Bezel's`;
  return isOff(parts)
    ? `${box[0]?.toUpperCase()}${box.slice(1)} at once.`.replace(/^It is/, 'It is')
    : `The guest will be asked to stop, and has ${parts.stopTimeoutS} s for it; then ${box}.`;
}
