import { type ReactElement, useRef, useState } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { blank, type Line, paragraph, span } from '../text/line.ts';
import { type Area, Dialog, dialogColumns } from './dialog.tsx';
import { typedKeys } from './keys.ts';

interface Props {
  title: string;
  /** What happens, in plain words. */
  consequence: string;
  /** What has to be typed, in small letters without blanks. */
  word: string;
  area: Area;
  onYes(): void;
  onNo(): void;
}

/** Asks before something is done that nobody gets back: the answer is a word, which no stray key gives. */
export function TypedConfirm({ title, consequence, word, area, onYes, onNo }: Props): ReactElement {
  // The reference is what counts, the state only draws it: a paste is many keys before the next render.
  const typed = useRef('');
  const [shown, setShown] = useState('');
  const set = (value: string) => {
    typed.current = value;
    setShown(value);
  };
  useKeys(
    typedKeys,
    {
      submit: () => typed.current.toLowerCase() === word && onYes(),
      erase: shown === '' ? undefined : () => set([...typed.current].slice(0, -1).join('')),
      cancel: onNo,
    },
    {
      level: 'modal',
      onText: (character) => {
        if ([...typed.current].length < word.length) set(typed.current + character);
      },
    },
  );
  const columns = dialogColumns(area.width);
  const ask: Line = [
    span('Type '),
    span(word, 'key'),
    span(' to do it:  '),
    span(`${shown}_`.padEnd(word.length + 2), 'input'),
  ];
  return (
    <Dialog
      title={title}
      lines={[blank, ...paragraph(consequence, columns), blank]}
      foot={[ask]}
      area={area}
      tone="bad"
    />
  );
}
