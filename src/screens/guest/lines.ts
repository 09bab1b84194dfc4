import { healthCell } from '../../client/guest-health-words.ts';
import { nicLinkWords, nicPlaceWords } from '../../client/guest-nic-words.ts';
import { formatMiB } from '../../client/units.ts';
import type { Guest, GuestAction, Operation } from '../../contract/index.ts';
import { blank, field, type Line, line, span } from '../../ui/text/line.ts';
import { renderTable } from '../../ui/text/table.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import { guestHistory, renderBanner } from '../desk/banner.ts';
import { actionWords } from '../desk/guest-words.ts';
import { showOperation } from '../desk/operations.ts';
import { renderProblems } from '../desk/problems.ts';
import { tellCell, toneOf } from '../desk/render-cell.ts';

const LABEL = 15;

export interface GuestView {
  guest: Guest;
  /** What is under way, or the last thing that was. */
  operation: Operation | undefined;
  stale: boolean;
  now: Date;
}

/** The guest, what is being done with it, and what can be done. */
export function renderGuest(
  { guest, operation, stale, now }: GuestView,
  columns: number,
  height: number,
): Line[] {
  const problems = renderProblems('Problems', guest.problems, columns);
  return [
    ...renderBanner(guest, stale, columns, height >= 15 && guest.problems.length === 0),
    blank,
    ...(operation === undefined ? [] : [...showOperation(operation, columns), blank]),
    field('State', LABEL, span(guestHistory(guest, now))),
    ...healthLines(guest, columns, now),
    field('Processors', LABEL, known(guest.vcpus, String)),
    field('Memory', LABEL, known(guest.memoryMiB, formatMiB)),
    field('UUID', LABEL, known(guest.uuid, String)),
    blank,
    ...renderNics(guest, columns),
    ...(problems.length > 0 ? [blank, ...problems] : []),
    ...renderRefusals(guest, stale),
  ];
}

/** How it is as it says itself, in as many lines as that takes. */
function healthLines({ health }: Guest, columns: number, now: Date): Line[] {
  const said = healthCell(health);
  return wrapText(tellCell(said, now), Math.max(10, columns - LABEL)).map((text, i) =>
    field(i === 0 ? 'Health' : '', LABEL, span(text, toneOf(said))),
  );
}

const known = <T>(value: T | undefined, format: (value: T) => string) =>
  value === undefined ? span('unknown', 'dim') : span(format(value));

function renderNics({ nics, state }: Guest, columns: number): Line[] {
  if (nics.length === 0) return [line('The guest has no NIC.')];
  return renderTable(
    nics,
    [
      { title: "Box's NIC", value: ({ nic }) => span(nic, 'strong'), rank: 0, most: 15 },
      { title: "Guest's MAC address", value: ({ mac }) => span(mac), rank: 1, most: 20 },
      { title: 'Link', value: (nic) => span(nicLinkWords(nic, state)), rank: 2, most: 16 },
      { title: 'Slot', value: ({ slot }) => span(String(slot ?? '')), rank: 3, most: 4 },
      { title: 'Bridge', value: (nic) => span(nicPlaceWords(nic)), rank: 4, most: 15 },
    ],
    columns,
  );
}

/** Why something can't be done now: only where the backend gives a reason. */
function renderRefusals({ actions }: Guest, stale: boolean): Line[] {
  if (stale) return [];
  const refused = (['start', 'stop', 'kill', 'reset'] satisfies GuestAction[]).flatMap((action) => {
    const { allowed, reason } = actions[action];
    return allowed || reason === undefined
      ? []
      : [field(actionWords[action].verb, LABEL, span(reason, 'dim'))];
  });
  return refused.length === 0 ? [] : [blank, line('Not possible now', 'title'), ...refused];
}
