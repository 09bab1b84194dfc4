/** What a form asks for: one of several answers, or a text of characters that can be printed. */
export type FormField =
  | { kind: 'choice'; id: string; label: string; options: readonly { value: string; label: string }[] }
  | { kind: 'text'; id: string; label: string; longest: number };

export type FormValues = Readonly<Record<string, string>>;

export interface FormState {
  values: FormValues;
  /** The field that the keys are for. */
  at: string;
}

export type FormAction =
  | { do: 'next' | 'previous' | 'more' | 'less' | 'erase' | 'clear' }
  | { do: 'type'; character: string };

/** What becomes of a form by a key, with the fields that it has now. */
export function toFormState(state: FormState, fields: readonly FormField[], action: FormAction): FormState {
  const index = Math.max(
    0,
    fields.findIndex(({ id }) => id === state.at),
  );
  const field = fields[index];
  if (field === undefined) return state;
  const go = (by: number): FormState => ({
    ...state,
    at: fields[(index + by + fields.length) % fields.length]?.id ?? field.id,
  });
  const set = (value: string): FormState => ({
    at: field.id,
    values: { ...state.values, [field.id]: value },
  });
  const value = state.values[field.id] ?? '';
  switch (action.do) {
    case 'next':
      return go(1);
    case 'previous':
      return go(-1);
    case 'more':
    case 'less': {
      if (field.kind !== 'choice') return state;
      const { options } = field;
      const chosen = options.findIndex((option) => option.value === value);
      const by = action.do === 'more' ? 1 : -1;
      return set(options[(chosen + by + options.length) % options.length]?.value ?? value);
    }
    case 'erase':
      return field.kind === 'text' ? set([...value].slice(0, -1).join('')) : state;
    case 'clear':
      return field.kind === 'text' ? set('') : state;
    case 'type':
      if (field.kind !== 'text' || [...value].length >= field.longest) return state;
      return set(value + action.character);
  }
}
