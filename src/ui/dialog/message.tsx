import type { ReactElement } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { blank, line, paragraph } from '../text/line.ts';
import { type Area, Dialog, dialogColumns } from './dialog.tsx';
import { messageKeys } from './keys.ts';

interface Props {
  title: string;
  message: string;
  hint?: string | undefined;
  /** What programs call it; the service desk asks for it. */
  code?: string | undefined;
  area: Area;
  onClose(): void;
}

/** Tells that something did not work, and what to try. */
export function Message({ title, message, hint, code, area, onClose }: Props): ReactElement {
  useKeys(messageKeys, { close: onClose }, { level: 'modal' });
  const columns = dialogColumns(area.width);
  const lines = [
    blank,
    ...paragraph(message, columns, 'strong'),
    ...(hint === undefined ? [] : [blank, ...paragraph(hint, columns)]),
    ...(code === undefined ? [] : [blank, line(code, 'dim')]),
    blank,
  ];
  return <Dialog title={title} lines={lines} area={area} tone="bad" />;
}
