import type { Field } from '../../client/hardware/model.ts';
import { pad, widthOf } from '../../ui/text/fit.ts';
import { type Line, span } from '../../ui/text/line.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import { tellCell, toneOf } from './render-cell.ts';

/** The columns of a label. */
export const FIELD_LABEL = 22;
/** The most lines of one value. */
const MOST = 6;

/** A field, its value in as many lines as it takes. */
export function renderField({ label, cell }: Field, columns: number, now: Date): Line[] {
  const width = Math.max(FIELD_LABEL, widthOf(label) + 2);
  const texts = wrapText(tellCell(cell, now), Math.max(10, columns - width));
  return texts
    .slice(0, MOST)
    .map((text, i) => [
      span(pad(i === 0 ? label : '', width), 'dim'),
      span(i === MOST - 1 && texts.length > MOST ? `${text}…` : text, toneOf(cell)),
    ]);
}
