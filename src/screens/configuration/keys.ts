import { defineKeys } from '../../ui/keys/table.ts';

export const configurationKeys = defineKeys({
  accept: { keys: ['a'], label: 'Accept', help: 'Accept what the next start changes' },
  rollBack: { keys: ['r'], label: 'Roll back', help: 'Use the last good configuration for the next starts' },
  start: { keys: ['s'], label: 'Start', help: 'Start the guest' },
  reload: { keys: ['p'], label: 'Read policy', help: 'Read the policy file again' },
  diff: {
    keys: ['x'],
    label: 'XML diff',
    help: 'Show in which lines of the domain XML starts differ, or go back from it',
  },
  other: {
    keys: ['v'],
    label: 'Next/last',
    help: 'Show what the next start changes, or what the last one changed',
  },
});
