import { describeMedium } from '../../client/media/describe-medium.ts';
import { type MediaRow, makeWords, sizeWords } from '../../client/media/words.ts';
import { formatCount } from '../../client/units.ts';
import type { Drives, Media } from '../../contract/index.ts';
import { blank, type Line, line, paragraph } from '../../ui/text/line.ts';
import { formatClock } from '../desk/format.ts';
import { renderProblems } from '../desk/problems.ts';
import { tellCell, toneOf } from '../desk/render-cell.ts';
import { renderField } from '../desk/render-fields.ts';

/** The last thing that happened. */
export function renderNews(media: Media, drives: Drives | undefined, columns: number): Line[] {
  const [news] = [media.news, drives?.news]
    .filter((each) => each !== undefined)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (news === undefined) return [];
  return [...paragraph(`${formatClock(new Date(news.at))}  ${news.message}`, columns, 'title'), blank];
}

/** Why the chosen one is held as it is, where the list has no room for that, and what is wrong. */
export function renderFoot(
  { own, problems: ofDisks }: Media,
  drives: Drives | undefined,
  chosen: MediaRow | undefined,
  columns: number,
): Line[] {
  const problems = [...ofDisks, ...(drives?.problems ?? [])];
  const wrong = renderProblems(formatCount(problems.length, 'problem', 'problems'), problems, columns);
  return [
    ...(chosen === undefined
      ? []
      : [blank, ...paragraph(`${makeWords(chosen)}, ${sizeWords(chosen)}. ${chosen.why}`, columns)]),
    ...(own ? [] : [blank, line('What is plugged in is not given to the guest here.', 'dim')]),
    ...(wrong.length > 0 ? [blank, ...wrong] : []),
  ];
}

/** Everything about one USB disk or drive. */
export const renderDetails = (medium: MediaRow, columns: number, now: Date): Line[] =>
  describeMedium(medium).flatMap((block, i) => [
    ...(i === 0 ? [] : [blank]),
    ...('title' in block && block.title !== undefined ? [line(block.title, 'title')] : []),
    ...(block.kind === 'fields' ? block.fields.flatMap((each) => renderField(each, columns, now)) : []),
    ...(block.kind === 'text' ? paragraph(tellCell(block.cell, now), columns, toneOf(block.cell)) : []),
  ]);
