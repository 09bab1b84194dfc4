import { defineKeys } from '../../ui/keys/table.ts';

export const powerKeys = defineKeys({
  stops: { keys: ['v'], label: 'Stops', help: 'Show the stops of the guest, or go back from them' },
  open: { keys: ['Enter'], label: 'Details', help: 'Show everything about the chosen stop' },
  back: {
    keys: ['Esc'],
    label: 'Back',
    help: 'Go back from a stop, or from the list of them; hide what did not work',
  },
  next: {
    keys: ['Right', 'Tab'],
    label: 'Older',
    show: 'Right',
    help: 'Show the stop before in time (also Tab)',
  },
  previous: { keys: ['Left', 'Shift-Tab'], show: 'Left', help: 'Show the stop after in time' },
  stop: { keys: ['t'], label: 'Stop', help: 'Ask the guest to shut down' },
  restart: { keys: ['e'], label: 'Restart', help: 'Ask the guest to shut down, then start it cold' },
  off: { keys: ['p'], label: 'Power off', help: 'Ask the guest to shut down, then power the box off' },
  reboot: { keys: ['R'], label: 'Reboot', help: 'Ask the guest to shut down, then reboot the box' },
  kill: { keys: ['o'], label: 'Force off', help: "Cut the guest's power" },
  reset: { keys: ['r'], label: 'Reset', help: "Press the guest's reset button" },
  maintenance: {
    keys: ['m'],
    label: 'Maintenance',
    help: 'Suspend following, so that the box does nothing whatever the guest does; or follow it again',
  },
});
