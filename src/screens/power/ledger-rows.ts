import { outcomeWords, shortActionWords, verdictWords } from '../../client/power/words.ts';
import type { FollowOutcome, LedgerEntry } from '../../contract/index.ts';
import { type Line, span } from '../../ui/text/line.ts';
import { renderTable } from '../../ui/text/table.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatSince } from '../desk/format.ts';

const TONES: Partial<Record<FollowOutcome, Tone>> = {
  waiting: 'warning',
  acting: 'warning',
  done: 'good',
  failed: 'bad',
};
export const toneOfOutcome = (outcome: FollowOutcome): Tone => TONES[outcome] ?? 'plain';

/** The titles and a row for each stop, with as many columns as fit; what has no room is in the details. */
export function renderStops(
  entries: readonly LedgerEntry[],
  columns: number,
  now: Date,
): { head: Line; rows: Line[] } {
  const [head = [], ...rows] = renderTable<LedgerEntry>(
    entries,
    [
      { title: 'No.', rank: 5, most: 8, align: 'right', value: ({ id }) => span(String(id)) },
      { title: 'When', rank: 0, most: 16, value: ({ at }) => span(formatSince(at, now), 'strong') },
      { title: 'Verdict', rank: 1, most: 14, value: ({ verdict }) => span(verdictWords(verdict).word) },
      { title: 'Followed by', rank: 2, most: 16, value: ({ action }) => span(shortActionWords(action)) },
      {
        title: 'Outcome',
        rank: 3,
        most: 10,
        value: ({ outcome }) => span(outcomeWords(outcome), toneOfOutcome(outcome)),
      },
      { title: 'By', rank: 6, most: 8, value: ({ by }) => span(by?.seat ?? '') },
      { title: 'Why', rank: 7, most: 80, value: ({ why }) => span(why) },
    ],
    columns,
  );
  return { head, rows };
}
