import { defineKeys } from '../../ui/keys/table.ts';

export const networkKeys = defineKeys({
  keep: { keys: ['a'], label: 'Keep', help: 'Keep the change that is taken back otherwise' },
  takeBack: { keys: ['t'], label: 'Take back', help: 'Take the change back now' },
  details: { keys: ['Enter'], label: 'Details', help: 'Show everything about the chosen NIC' },
  back: { keys: ['Esc'], label: 'Back', help: 'Go back to the list of NICs, or hide what did not work' },
  next: { keys: ['Right', 'Tab'], label: 'Next', show: 'Right', help: 'Show the next NIC (also Tab)' },
  previous: { keys: ['Left', 'Shift-Tab'], show: 'Left', help: 'Show the NIC before' },
  identify: { keys: ['i'], label: 'Blink', help: 'Make the light of the chosen NIC blink' },
  role: { keys: ['r'], label: 'Role', help: 'Change what the chosen NIC is for' },
  cancel: { keys: ['c'], label: 'Cancel', help: 'Cancel what is under way, where that is possible' },
});
