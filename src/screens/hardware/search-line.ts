import { clipStart, widthOf } from '../../ui/text/fit.ts';
import { type Line, span } from '../../ui/text/line.ts';
import type { Search } from './search-state.ts';

/** What is searched for and how much was found, in one row; of a long query its end. `at` counts from 0. */
export function renderSearchLine(
  { query, typing }: Search,
  at: number | undefined,
  count: number,
  columns: number,
): Line {
  const result = query.trim() === '' ? '' : at === undefined ? 'nothing found' : `${at + 1} of ${count}`;
  const shown = clipStart(query, Math.max(4, columns - widthOf(result) - 6));
  return [
    span(' / ', 'key'),
    span(typing ? `${shown}_` : shown, typing ? 'input' : 'plain'),
    span(`  ${result}`, at === undefined ? 'warning' : 'dim'),
  ];
}
