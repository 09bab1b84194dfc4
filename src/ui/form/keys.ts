import { defineKeys } from '../keys/table.ts';

/** While a form is filled in, everything else that can be printed belongs to it. */
export const formKeys = defineKeys({
  submit: { keys: ['Enter'], label: 'Go on', help: 'Go on with what is filled in' },
  next: { keys: ['Down', 'Tab'], label: 'Next field', show: 'Down', help: 'Go to the next field (also Tab)' },
  previous: { keys: ['Up', 'Shift-Tab'], show: 'Up', help: 'Go to the field before' },
  more: { keys: ['Right'], label: 'Change', help: 'Take the next answer' },
  less: { keys: ['Left'], help: 'Take the answer before' },
  erase: { keys: ['Backspace', 'Delete'], label: 'Erase', help: 'Erase the last character' },
  clear: { keys: ['Ctrl-U'], help: 'Erase the field' },
  cancel: { keys: ['Esc'], label: 'Cancel', help: 'Leave the form' },
});
