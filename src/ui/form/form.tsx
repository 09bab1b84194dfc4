import { type ReactElement, useRef, useState } from 'react';
import { type Area, Dialog, dialogColumns } from '../dialog/dialog.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { clipStart, pad, widthOf } from '../text/fit.ts';
import { blank, type Line, paragraph, span } from '../text/line.ts';
import {
  type FormAction,
  type FormField,
  type FormState,
  type FormValues,
  toFormState,
} from './form-state.ts';
import { formKeys } from './keys.ts';

interface Props {
  title: string;
  /** The fields that there are with these values. */
  fieldsOf(values: FormValues): readonly FormField[];
  initial: FormValues;
  area: Area;
  /** Takes what was filled in, or says why it can't. */
  onSubmit(values: FormValues): string | undefined;
  onCancel(): void;
}

/** Asks for several things at once. What is filled in stays when it is refused. */
export function Form({ title, fieldsOf, initial, area, onSubmit, onCancel }: Props): ReactElement {
  const first: FormState = { values: initial, at: fieldsOf(initial)[0]?.id ?? '' };
  // The reference is what counts, the state only draws it: a paste is many keys before the next render.
  const current = useRef(first);
  const [{ values, at }, draw] = useState(first);
  const [refusal, setRefusal] = useState<string>();
  const act = (action: FormAction) => {
    current.current = toFormState(current.current, fieldsOf(current.current.values), action);
    draw(current.current);
  };
  const fields = fieldsOf(values);
  const isText = fields.find(({ id }) => id === at)?.kind === 'text';
  useKeys(
    formKeys,
    {
      submit: () => setRefusal(onSubmit(current.current.values)),
      next: fields.length > 1 ? () => act({ do: 'next' }) : undefined,
      previous: fields.length > 1 ? () => act({ do: 'previous' }) : undefined,
      more: isText ? undefined : () => act({ do: 'more' }),
      less: isText ? undefined : () => act({ do: 'less' }),
      erase: isText ? () => act({ do: 'erase' }) : undefined,
      clear: isText ? () => act({ do: 'clear' }) : undefined,
      cancel: onCancel,
    },
    { level: 'modal', onText: (character) => act({ do: 'type', character }) },
  );
  const columns = dialogColumns(area.width);
  const label = Math.max(...fields.map((field) => widthOf(field.label))) + 2;
  const lines = fields.map((field) =>
    renderFormField(field, values[field.id] ?? '', field.id === at, label, columns),
  );
  const failed = refusal === undefined ? [] : paragraph(refusal, columns, 'bad');
  return (
    <Dialog
      title={title}
      lines={[blank]}
      foot={[...lines, ...(failed.length > 0 ? [blank, ...failed] : [])]}
      area={area}
    />
  );
}

/** A field in one line; the one that the keys are for is told by its marks, not by colour alone. */
function renderFormField(
  field: FormField,
  value: string,
  here: boolean,
  label: number,
  columns: number,
): Line {
  const room = Math.max(4, columns - label - 4);
  const name = span(pad(field.label, label), here ? 'strong' : 'dim');
  if (field.kind === 'choice') {
    const text = field.options.find((option) => option.value === value)?.label ?? value;
    return [
      name,
      span(here ? '< ' : '  ', 'key'),
      span(text, here ? 'selected' : 'plain'),
      span(here ? ' >' : '', 'key'),
    ];
  }
  const text = here ? `${clipStart(value, room - 1)}_` : clipStart(value, room);
  return [name, span('  '), span(text.padEnd(Math.min(room, 24)), here ? 'input' : 'plain')];
}
