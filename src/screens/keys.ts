import { defineKeys } from '../ui/keys/table.ts';

/** Keys that work on every screen. The sections' own digits come from the table of screens. */
export const globalKeys = defineKeys({
  unlock: { keys: ['l'], label: 'Unlock', help: "Unlock this seat with the technician's PIN" },
  lock: { keys: ['l'], label: 'Lock', help: 'Lock this seat again' },
  redraw: { keys: ['Ctrl-L'], help: 'Draw the screen again, and ask a serial terminal for its size' },
  help: { keys: ['?', 'h'], label: 'Help', help: 'Show all keys' },
});
