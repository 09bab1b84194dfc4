import type { ReactElement } from 'react';
import type { Link } from '../../client/store.ts';
import { type Area, Dialog, dialogColumns } from '../../ui/dialog/dialog.tsx';
import { blank, paragraph } from '../../ui/text/line.ts';
import { formatSinceAge } from '../desk/format.ts';

/** Over everything while the backend does not answer. What is below is what was last heard; it can still be looked at. */
export function LostOverlay({ link, now, area }: { link: Link; now: Date; area: Area }): ReactElement {
  const columns = dialogColumns(area.width);
  const lines = [
    ...paragraph('The backend does not answer. Reconnecting...', columns, 'strong'),
    ...paragraph(
      `No answer ${formatSinceAge(link.since, now)}. What is shown may be out of date; the guest does not depend on the backend.`,
      columns,
    ),
    ...(link.error === undefined ? [] : [blank, ...paragraph(link.error, columns, 'dim')]),
  ];
  return <Dialog title="No connection" lines={lines} area={area} tone="warning" />;
}
