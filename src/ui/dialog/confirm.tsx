import { type ReactElement, useState } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { blank, type Line, paragraph, span } from '../text/line.ts';
import { type Area, Dialog, dialogColumns } from './dialog.tsx';
import { confirmKeys } from './keys.ts';

interface Props {
  title: string;
  /** What happens if the answer is yes, in plain words. */
  consequence: string;
  yes: string;
  area: Area;
  onYes(): void;
  onNo(): void;
}

/** Asks before something is done. The answer that changes nothing is marked first. */
export function Confirm({ title, consequence, yes, area, onYes, onNo }: Props): ReactElement {
  const [marked, setMarked] = useState<'no' | 'yes'>('no');
  useKeys(
    confirmKeys,
    {
      choose: marked === 'yes' ? onYes : onNo,
      other: () => setMarked(marked === 'yes' ? 'no' : 'yes'),
      yes: onYes,
      no: onNo,
    },
    { level: 'modal' },
  );
  const answer = (text: string, is: boolean) =>
    span(is ? `[ ${text} ]` : `  ${text}  `, is ? 'selected' : 'plain');
  const answers: Line = [
    span('  '),
    answer('No', marked === 'no'),
    span('   '),
    answer(`Yes: ${yes}`, marked === 'yes'),
  ];
  const text = paragraph(consequence, dialogColumns(area.width));
  return <Dialog title={title} lines={[blank, ...text, blank]} foot={[answers]} area={area} tone="warning" />;
}
