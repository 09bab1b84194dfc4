import { defineKeys } from '../../ui/keys/table.ts';

export const hardwareKeys = defineKeys({
  next: {
    keys: ['Right', 'Tab'],
    label: 'Next part',
    show: 'Right',
    help: 'Show the next part of the hardware (also Tab)',
  },
  previous: { keys: ['Left', 'Shift-Tab'], show: 'Left', help: 'Show the part before' },
  search: {
    keys: ['/'],
    label: 'Search',
    help: 'Search all parts: a name, serial number, address, driver …',
  },
  nextMatch: { keys: ['n'], label: 'Next match', help: 'Show the next place that was found' },
  previousMatch: { keys: ['N'], help: 'Show the place that was found before' },
  leave: { keys: ['Esc'], label: 'End search', help: 'End the search' },
  details: { keys: ['d'], label: 'Details', help: 'Show or hide what has no room in the tables' },
  refresh: { keys: ['u'], label: 'Read again', help: 'Read the hardware again' },
});

/** While the words to search for are typed, everything else that can be printed belongs to them. */
export const searchKeys = defineKeys({
  find: { keys: ['Enter'], label: 'Find', help: 'Go to what was found, and leave the typing' },
  erase: { keys: ['Backspace', 'Delete'], label: 'Erase', help: 'Erase the last character' },
  clear: { keys: ['Ctrl-U'], help: 'Erase everything' },
  cancel: { keys: ['Esc'], label: 'Leave', help: 'Leave the search' },
});
