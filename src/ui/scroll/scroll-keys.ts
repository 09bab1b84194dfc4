import { defineKeys } from '../keys/table.ts';

export const scrollKeys = defineKeys({
  up: { keys: ['Up', 'k'], show: 'Up/Down', help: 'Move by a line' },
  down: { keys: ['Down', 'j'], show: '', help: '' },
  pageUp: {
    keys: ['PageUp', 'b', 'Ctrl-B'],
    show: 'PageUp/PageDown',
    help: 'Move by a page (also b and Space)',
  },
  pageDown: { keys: ['PageDown', ' ', 'Ctrl-F'], show: '', help: '' },
  top: { keys: ['Home', 'g'], show: 'Home/End', help: 'Go to the beginning or the end (also g and G)' },
  end: { keys: ['End', 'G'], show: '', help: '' },
});
