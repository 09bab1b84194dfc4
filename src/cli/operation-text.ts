import { isEnded } from '../client/operation.ts';
import type { Operation } from '../contract/index.ts';
import { formatDuration, formatTime } from './output/format.ts';
import { renderRows, renderTable } from './output/table.ts';
import type { Line, Piece, Tone } from './output/text.ts';

const TONES: Partial<Record<Operation['state'], Tone>> = {
  done: 'good',
  failed: 'error',
  interrupted: 'warning',
};

const state = ({ state: text }: Operation): Piece => {
  const tone = TONES[text];
  return tone === undefined ? text : { text, tone };
};

const percent = ({ progress }: Operation): string =>
  progress.fraction === undefined ? '' : ` (${Math.floor(progress.fraction * 100)} %)`;

const duration = ({ startedAt, finishedAt }: Operation): string | undefined =>
  startedAt === undefined || finishedAt === undefined
    ? undefined
    : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));

/** One line while it lasts: what is done now, and how far it is. */
export const progressLine = (o: Operation): string =>
  `${o.kind}: ${o.progress.message === '' ? o.state : o.progress.message}${percent(o)}`;

/** One line once it has ended. */
export function endLine(o: Operation): Line {
  const took = duration(o);
  const why = o.error === undefined ? '' : `: ${o.error.message}`;
  return [`${o.kind}: `, state(o), took === undefined ? why : ` after ${took}${why}`];
}

export const operationsTable = (operations: readonly Operation[]): Line[] =>
  renderTable(
    ['ID', 'KIND', 'STATE', 'ASKED', 'BY', 'WHAT'],
    operations.map((o) => [
      o.id,
      o.kind,
      state(o),
      formatTime(o.createdAt),
      o.by.seat,
      o.error?.message ?? (isEnded(o) ? '' : `${o.progress.message}${percent(o)}`),
    ]),
  );

export function operationFields(o: Operation): Line[] {
  const rows: [string, Piece][] = [
    ['Operation', o.id],
    ['Kind', o.kind],
    ['State', state(o)],
    ['Asked', `${formatTime(o.createdAt)} by ${o.by.seat} (${o.by.role})`],
  ];
  if (o.startedAt !== undefined) rows.push(['Started', formatTime(o.startedAt)]);
  if (o.finishedAt !== undefined) rows.push(['Ended', formatTime(o.finishedAt)]);
  if (o.progress.message !== '') rows.push(['Doing', `${o.progress.message}${percent(o)}`]);
  if (!isEnded(o)) rows.push(['Can be cancelled', o.cancellable ? 'yes' : 'no']);
  if (o.error !== undefined)
    rows.push(['Error', { text: `${o.error.message} [${o.error.code}]`, tone: 'error' }]);
  if (o.error?.hint !== undefined) rows.push(['Hint', o.error.hint]);
  return renderRows(rows);
}
