import { defineKeys } from '../ui/keys/table.ts';

/** Keys that work on every screen. The sections' own digits come from the table of screens. */
export const globalKeys = defineKeys({
  callOff: {
    keys: ['f'],
    label: 'Call off',
    help: 'Call off what the box is about to do: a countdown, or what waits for the guest to stop',
  },
  forceOff: {
    keys: ['F'],
    label: 'Force off',
    help: 'Cut the power of a guest that has not stopped within its time',
  },
  unlock: { keys: ['l'], label: 'Unlock', help: "Unlock this seat with the technician's PIN" },
  lock: { keys: ['l'], label: 'Lock', help: 'Lock this seat again' },
  redraw: { keys: ['Ctrl-L'], help: 'Draw the screen again, and ask a serial terminal for its size' },
  help: { keys: ['?', 'h'], label: 'Help', help: 'Show all keys' },
});
