import { textOf } from '../../client/hardware/cells.ts';
import type { Cell } from '../../client/hardware/model.ts';
import { holderCell, type MediaRow, makeWords, sizeWords, stateCell } from '../../client/media/words.ts';
import { type Line, type Span, span } from '../../ui/text/line.ts';
import { type Column, renderTable } from '../../ui/text/table.ts';
import { toneOf } from '../desk/render-cell.ts';

/** The titles and a row for each USB disk and drive, with as many columns as fit; what has no room is in the details. */
export function renderMedia(media: readonly MediaRow[], columns: number): { head: Line[]; rows: Line[] } {
  const [title = [], ...rows] = renderTable(media, tableOf(columns >= WIDE), columns);
  return { head: [title], rows };
}

const short = (each: Cell): Span => span(textOf(each), toneOf(each));

/** From this width on a disk may say its whole name. */
const WIDE = 90;

const tableOf = (wide: boolean): Column<MediaRow>[] => [
  { title: 'Port', rank: 0, most: 14, value: ({ id }) => span(id.replace(/:0$/, ''), 'strong') },
  { title: 'Device', rank: 2, most: wide ? 32 : 14, value: (medium) => span(makeWords(medium)) },
  { title: 'Size', rank: 4, most: 10, align: 'right', value: (medium) => span(sizeWords(medium)) },
  {
    title: 'Node',
    rank: 3,
    most: 12,
    value: ({ node }) => span(node.replace(/^\/dev\//, '')),
  },
  {
    title: 'Guest',
    rank: 3,
    most: 6,
    value: ({ target }) => span(target ?? 'none', target === undefined ? 'dim' : 'plain'),
  },
  { title: 'State', rank: 2, most: 9, value: (medium) => short(stateCell(medium)) },
  { title: 'Held by', rank: 1, most: 9, value: (medium) => short(holderCell(medium)) },
  { title: 'Why', rank: 6, most: 80, value: ({ why }) => span(why) },
];
