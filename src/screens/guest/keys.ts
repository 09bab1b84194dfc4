import { defineKeys } from '../../ui/keys/table.ts';

export const guestKeys = defineKeys({
  start: { keys: ['s'], label: 'Start', help: 'Start the guest' },
  stop: { keys: ['t'], label: 'Stop', help: 'Ask the guest to shut down' },
  kill: { keys: ['o'], label: 'Force off', help: "Cut the guest's power" },
  reset: { keys: ['r'], label: 'Reset', help: "Press the guest's reset button" },
  cancel: { keys: ['c'], label: 'Cancel', help: 'Cancel what is under way, where that is possible' },
  xml: { keys: ['x'], label: 'XML', help: "Show the guest's domain XML, or go back from it" },
  source: {
    keys: ['v'],
    label: 'Live/defined/rendered',
    help: 'Show the XML that runs, that is defined, or that would be rendered now',
  },
});
