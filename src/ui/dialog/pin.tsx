import { type ReactElement, useRef, useState } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { blank, type Line, paragraph, span } from '../text/line.ts';
import { type Area, Dialog, dialogColumns } from './dialog.tsx';
import { pinKeys } from './keys.ts';

interface Props {
  area: Area;
  /** What the PIN is needed for. */
  purpose: string;
  /** What came of the last try. */
  failure?: string | undefined;
  /** A try is on its way, or too early: nothing is taken. */
  blocked: boolean;
  onSubmit(pin: string): void;
  onCancel(): void;
}

/** As long as the API takes. */
const LONGEST = 64;
const FIELD = 20;

/** Asks for the PIN; what is typed is never shown, nor kept after it was sent. */
export function PinDialog({ area, purpose, failure, blocked, onSubmit, onCancel }: Props): ReactElement {
  // The reference is what counts, the state only draws it: a paste is many keys before the next render.
  const pin = useRef('');
  const [length, setLength] = useState(0);
  const set = (value: string) => {
    pin.current = value;
    setLength([...value].length);
  };
  const submit = () => {
    const value = pin.current;
    set('');
    onSubmit(value);
  };
  useKeys(
    pinKeys,
    {
      submit: blocked || length === 0 ? undefined : submit,
      erase: length === 0 ? undefined : () => set([...pin.current].slice(0, -1).join('')),
      cancel: onCancel,
    },
    {
      level: 'modal',
      onText: (character) => {
        if (!blocked && [...pin.current].length < LONGEST) set(pin.current + character);
      },
    },
  );
  const columns = dialogColumns(area.width);
  const mask = '*'.repeat(Math.min(length, FIELD - 1));
  const entry: Line = [span('PIN  '), span(`${mask}_`.padEnd(FIELD), blocked ? 'dim' : 'input')];
  const failed = failure === undefined ? [] : paragraph(failure, columns, 'bad');
  // As high with a short failure as without one, so that the box doesn't jump.
  const foot = [entry, blank, ...(failed.length > 0 ? failed : [blank])];
  return (
    <Dialog
      title="Technician's PIN"
      lines={[blank, ...paragraph(purpose, columns), blank]}
      foot={foot}
      area={area}
    />
  );
}
