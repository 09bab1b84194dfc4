import { defineKeys } from '../../ui/keys/table.ts';

export const mediaKeys = defineKeys({
  details: { keys: ['Enter'], label: 'Details', help: 'Show everything about the chosen one' },
  back: {
    keys: ['Esc'],
    label: 'Back',
    help: 'Go back to the list of what is there, or hide what did not work',
  },
  next: { keys: ['Right', 'Tab'], label: 'Next', show: 'Right', help: 'Show the next one (also Tab)' },
  previous: { keys: ['Left', 'Shift-Tab'], show: 'Left', help: 'Show the one before' },
  give: { keys: ['a'], label: 'Give', help: 'Give the chosen one to the guest' },
  remove: {
    keys: ['r'],
    label: 'Remove',
    help: 'Have the guest write everything to the chosen one and let go of it, to unplug it',
  },
  cancel: { keys: ['c'], label: 'Cancel', help: 'Cancel what is under way, where that is possible' },
  takeBack: {
    keys: ['t'],
    label: 'Take back',
    help: 'Have the guest let go of the chosen one, until it is plugged in anew',
  },
  lend: { keys: ['m'], label: 'Lend', help: 'Lend the chosen disk to the host, which mounts it to read it' },
  return: { keys: ['u'], label: 'Return', help: 'Have the host unmount the chosen disk' },
  insert: {
    keys: ['i'],
    label: 'Insert',
    help: 'Give the guest an image that is on a lent disk as the disc in the chosen drive',
  },
  eject: {
    keys: ['e'],
    label: 'Eject',
    help: 'Open the tray of the chosen drive; once more by force where the guest holds it',
  },
});
