import type { GuestStart } from '../../contract/index.ts';
import { type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { renderTable } from '../../ui/text/table.ts';
import { formatSince } from '../desk/format.ts';
import { renderChanges } from './words.ts';

/** The most changes of one start; the command line has all. */
const MOST = 5;
const BELOW = 4;

/** Starts of the guest, newest first, with what each changed and why it is not as it should be. */
export function renderStarts(starts: readonly GuestStart[], columns: number, now: Date): Line[] {
  if (starts.length === 0) return [line('The guest has not been started yet.', 'dim')];
  const [head, ...rows] = renderTable(
    starts,
    [
      { title: 'No.', value: ({ id }) => span(String(id)), rank: 3, most: 8, align: 'right' },
      { title: 'When', value: ({ at }) => span(formatSince(at, now), 'strong'), rank: 0, most: 16 },
      {
        title: 'Outcome',
        value: ({ outcome }) => span(outcome, outcome === 'failed' ? 'bad' : 'good'),
        rank: 1,
        most: 8,
      },
      {
        title: 'With',
        value: ({ origin }) =>
          origin === 'last-good' ? span('last good', 'warning') : span('what is rendered'),
        rank: 2,
        most: 16,
      },
    ],
    columns,
  );
  const indent = (spans: Line): Line => [span(' '.repeat(BELOW)), ...spans];
  return [
    head ?? [],
    ...starts.flatMap(({ changes, problem }, i) => [
      rows[i] ?? [],
      ...renderChanges(changes, columns - BELOW, MOST).map(indent),
      ...(problem === undefined ? [] : paragraph(problem.message, columns, 'warning', BELOW)),
      ...(problem?.hint === undefined ? [] : paragraph(problem.hint, columns, 'dim', BELOW)),
    ]),
  ];
}
