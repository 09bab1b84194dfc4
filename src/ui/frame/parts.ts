import type { Hint } from '../keys/table.ts';
import { widthOf } from '../text/fit.ts';
import { blank, fitLine, type Line, type Span, span } from '../text/line.ts';

export interface Section {
  id: string;
  key: string;
  title: string;
}

const widthOfSpans = (spans: Line) => spans.reduce((sum, { text }) => sum + widthOf(text), 0);

/** The bar at the top: `left` gives way where there is no room for both. */
export function renderHeader(left: Line, right: Line, columns: number): Line {
  const room = Math.max(0, columns - widthOfSpans(right) - 1);
  return [...fitLine(left, room, 'bar'), span(' ', 'bar'), ...right];
}

/** The list of sections as a column, and `aside` at its foot. */
export function renderSectionColumn(
  sections: readonly Section[],
  selected: string,
  aside: readonly Line[],
  columns: number,
  height: number,
): Line[] {
  const list = sections.map(({ id, key, title }): Line => {
    const text = ` ${key} ${title}`;
    return id === selected
      ? fitLine([span(text, 'selected')], columns, 'selected')
      : [span(` ${key}`, 'key'), span(` ${title}`)];
  });
  const room = Math.max(0, height - list.length - aside.length);
  return [...list, ...Array.from({ length: room }, () => blank), ...aside].slice(0, height);
}

/** The list of sections as one row with `note` at its end. Where there is no room, only the selected one keeps its title. */
export function renderSectionRow(
  sections: readonly Section[],
  selected: string,
  note: string,
  columns: number,
): Line {
  const toSpans = (short: boolean) =>
    sections.flatMap(({ id, key, title }): Span[] => {
      if (id === selected) return [span(` ${key} ${title} `, 'selected')];
      return short ? [span(` ${key} `, 'key')] : [span(` ${key}`, 'key'), span(` ${title} `)];
    });
  const end = [span(`${note} `, 'dim')];
  const full = toSpans(false);
  const list = widthOfSpans(full) + widthOfSpans(end) <= columns ? full : toSpans(true);
  const room = columns - widthOfSpans(end);
  return widthOfSpans(list) <= room ? [...fitLine(list, room), ...end] : list;
}

/** As many hints as fit in one row; the last is shown in any case, since it is the way to all the others. */
export function renderHints(hints: readonly Hint[], columns: number): Line {
  const toSpans = ({ keys, label }: Hint): Span[] => [span(` ${keys}`, 'key'), span(` ${label} `)];
  const last = hints.at(-1);
  if (last === undefined) return blank;
  const end = toSpans(last);
  const out: Span[] = [];
  for (const hint of hints.slice(0, -1)) {
    const next = toSpans(hint);
    if (widthOfSpans([...out, ...next, ...end]) <= columns) out.push(...next);
  }
  return [...out, ...end];
}
