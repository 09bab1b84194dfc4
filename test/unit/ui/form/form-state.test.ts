import { expect, test } from 'vitest';
import {
  type FormAction,
  type FormField,
  type FormState,
  toFormState,
} from '../../../../src/ui/form/form-state.ts';

const fields: FormField[] = [
  {
    ...{ kind: 'choice', id: 'colour', label: 'Colour' },
    options: [
      { value: 'red', label: 'Red' },
      { value: 'blue', label: 'Blue' },
    ],
  },
  { kind: 'text', id: 'name', label: 'Name', longest: 3 },
];
const after = (...actions: FormAction[]) =>
  actions.reduce<FormState>((state, action) => toFormState(state, fields, action), {
    values: { colour: 'red', name: '' },
    at: 'colour',
  });
const type = (text: string): FormAction[] => [...text].map((character) => ({ do: 'type', character }));

test('answers are gone through in both directions, round and round', () => {
  expect(after({ do: 'more' }).values.colour).toBe('blue');
  expect(after({ do: 'more' }, { do: 'more' }).values.colour).toBe('red');
  expect(after({ do: 'less' }).values.colour).toBe('blue');
});

test('a text takes what is typed, up to its longest, and gives it back', () => {
  expect(after({ do: 'next' }, ...type('abcd')).values.name).toBe('abc');
  expect(after({ do: 'next' }, ...type('a😀'), { do: 'erase' }).values.name).toBe('a');
  expect(after({ do: 'next' }, ...type('ab'), { do: 'clear' }).values.name).toBe('');
});

test('what is typed at a choice changes nothing, and neither do answers at a text', () => {
  expect(after(...type('x'), { do: 'erase' }, { do: 'clear' }).values).toEqual({ colour: 'red', name: '' });
  expect(after({ do: 'previous' }, { do: 'more' })).toEqual({
    values: { colour: 'red', name: '' },
    at: 'name',
  });
});

test('a field that is there no more gives way to the first', () => {
  const state = toFormState({ values: {}, at: 'gone' }, fields, { do: 'next' });
  expect(state.at).toBe('name');
});
