import { defineKeys } from '../../ui/keys/table.ts';

export const guestKeys = defineKeys({
  start: { keys: ['s'], label: 'Start', help: 'Start the guest' },
  stop: { keys: ['t'], label: 'Stop', help: 'Ask the guest to shut down' },
  kill: { keys: ['o'], label: 'Force off', help: "Cut the guest's power" },
  reset: { keys: ['r'], label: 'Reset', help: "Press the guest's reset button" },
  cancel: { keys: ['c'], label: 'Cancel', help: 'Cancel what is under way, where that is possible' },
  console: { keys: ['d'], label: 'Console', help: "Open the guest's serial console" },
  said: {
    keys: ['w'],
    label: 'What it said',
    help: 'Show what the guest said last on its serial console, or go back from it',
  },
  display: {
    keys: ['p'],
    label: 'Its display',
    help: "Show what the guest's display says, or a picture of it, or go back from it",
  },
  monitor: {
    keys: ['m'],
    label: 'Monitor',
    help: "Show what is on the box's monitor, and keys to press in the guest, or go back from it",
  },
  xml: { keys: ['x'], label: 'XML', help: "Show the guest's domain XML, or go back from it" },
  source: {
    keys: ['v'],
    label: 'Live/defined/rendered',
    help: 'Show the XML that runs, that is defined, or that would be rendered now',
  },
});

export const displayKeys = defineKeys({
  turn: {
    keys: ['v'],
    label: 'Text/picture',
    help: 'Show a picture of a display that shows text, or its text again',
  },
  save: { keys: ['i'], label: 'Save picture', help: 'Save a picture of the display on a USB disk' },
  hide: { keys: ['Esc'], label: 'Hide', help: 'Hide what came of saving a picture' },
  goOn: {
    keys: ['u'],
    label: 'Go on',
    help: 'Go on drawing it anew, after the ten minutes that it does so by itself',
  },
});

export const monitorKeys = defineKeys({
  turn: {
    keys: ['g'],
    label: 'Guest/console',
    help: "Show the guest on the box's monitor, or the console instead of it",
  },
  send: { keys: ['Enter'], label: 'Press', help: 'Press the chosen keys in the guest' },
});
