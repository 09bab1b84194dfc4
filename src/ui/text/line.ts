import type { Tone } from '../theme.ts';
import { clip, pad, widthOf } from './fit.ts';
import { wrapText } from './wrap.ts';

/** A piece of a line in one tone. */
export interface Span {
  text: string;
  tone: Tone;
}

/** One row of the screen, as data: screens make lines, `Lines` draws them. */
export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });
/** A line of one piece. */
export const line = (text: string, tone: Tone = 'plain'): Line => [{ text, tone }];
export const blank: Line = [];

/** Text in as many lines as it takes at `columns` columns, each after `indent` blanks. */
export function paragraph(text: string, columns: number, tone: Tone = 'plain', indent = 0): Line[] {
  return wrapText(text, columns - indent).map((part) => line(' '.repeat(indent) + part, tone));
}

/** A line cut, or filled with blanks in `rest`, to exactly `columns` columns. Its text is made safe. */
export function fitLine(spans: Line, columns: number, rest: Tone = 'plain'): Span[] {
  const out: Span[] = [];
  let left = columns;
  for (const { text, tone } of spans) {
    const shown = clip(text, left);
    if (shown !== '') out.push({ text: shown, tone });
    left -= widthOf(shown);
  }
  return left > 0 ? [...out, { text: pad('', left), tone: rest }] : out;
}

/** A label in a column of its own, and what it says. */
export function field(label: string, labelColumns: number, ...value: Span[]): Line {
  return [{ text: pad(label, labelColumns), tone: 'dim' }, ...value];
}
