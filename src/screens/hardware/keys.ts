import { defineKeys } from '../../ui/keys/table.ts';

export const hardwareKeys = defineKeys({
  next: {
    keys: ['Right', 'Tab'],
    label: 'Next part',
    show: 'Right',
    help: 'Show the next part of the hardware (also Tab)',
  },
  previous: { keys: ['Left', 'Shift-Tab'], show: 'Left', help: 'Show the part before' },
  refresh: { keys: ['u'], label: 'Read again', help: 'Read the hardware again' },
});
