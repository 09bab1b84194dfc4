import { defineKeys } from '../keys/table.ts';

export const confirmKeys = defineKeys({
  choose: { keys: ['Enter'], label: 'Choose', help: 'Take the marked answer' },
  other: {
    keys: ['Tab', 'Left', 'Right', 'Shift-Tab'],
    label: 'Other answer',
    help: 'Mark the other answer',
  },
  yes: { keys: ['y'], label: 'Yes', help: 'Answer yes' },
  no: { keys: ['n', 'Esc'], label: 'No', help: 'Answer no' },
});

export const messageKeys = defineKeys({
  close: { keys: ['Enter', 'Esc'], label: 'Close', help: 'Close the message' },
});

export const pinKeys = defineKeys({
  submit: { keys: ['Enter'], label: 'Unlock', help: 'Try the PIN' },
  erase: { keys: ['Backspace', 'Delete'], label: 'Erase', help: 'Erase the last character' },
  cancel: { keys: ['Esc'], label: 'Cancel', help: 'Stay locked' },
});

/** For what nobody gets back: the answer is a word, and every key that can be printed belongs to it. */
export const typedKeys = defineKeys({
  submit: { keys: ['Enter'], label: 'Do it', help: 'Do it, when the word is there' },
  erase: { keys: ['Backspace', 'Delete'], label: 'Erase', help: 'Erase the last character' },
  cancel: { keys: ['Esc'], label: 'Cancel', help: 'Do nothing' },
});
