import type { Field, Row, Table } from '../../client/hardware/model.ts';
import { planFlow } from '../../client/hardware/plan-flow.ts';
import { cellText, GAP, planTable } from '../../client/hardware/plan-table.ts';
import { pad, widthOf } from '../../ui/text/fit.ts';
import { type Line, line, type Span, span } from '../../ui/text/line.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import { renderProblem } from '../desk/problems.ts';
import { tellCell, toneOf } from '../desk/render-cell.ts';
import type { Item, View } from './items.ts';

/** What is below a row is further in than the row. */
const BELOW = 4;
const BETWEEN = 3;
/** The most lines of one text below a row. */
const MOST = 4;

/** A table: its titles, and for each row the row, what had no room in it, and what is wrong with the device. */
export function renderTable(table: Table, block: number, columns: number, { now, details }: View): Item[] {
  if (table.rows.length === 0) return [{ lines: [line(table.none)] }];
  const { shown, beneath } = planTable(table, columns, widthOf);
  const toLine = (pick: (index: number) => Span): Line =>
    shown.flatMap(({ index, width }, i): Span[] => {
      const { text, tone } = pick(index);
      const cell = span(pad(text, width, table.columns[index]?.align), tone);
      return i === 0 ? [cell] : [span(' '.repeat(GAP)), cell];
    });
  const toSpan = (row: Row) => (index: number) => {
    const cell = row.cells[index];
    return span(cellText(row, index), cell === undefined ? 'plain' : toneOf(cell));
  };
  return [
    { lines: [toLine((index) => span(table.columns[index]?.title ?? '', 'dim'))] },
    ...table.rows.map(
      (row, item): Item => ({
        place: { block, item },
        lines: [
          toLine(toSpan(row)),
          ...renderBeneath(details ? (beneath[item] ?? []) : [], columns - BELOW, now),
          ...row.problems.flatMap((problem) => renderProblem(problem, columns - BELOW)).map(indent),
        ],
      }),
    ),
  ];
}

const indent = (spans: Line): Line => [span(' '.repeat(BELOW)), ...spans];

/** Labels and what they say after each other, as many in a line as fit. */
function renderBeneath(fields: readonly Field[], room: number, now: Date): Line[] {
  const texts = fields.map(({ cell }) => tellCell(cell, now));
  const widths = fields.map(({ label }, i) => widthOf(`${label}: ${texts[i]}`));
  return planFlow(widths, room, BETWEEN).flatMap((indices): Line[] => {
    const [only] = indices;
    if (only !== undefined && (widths[only] ?? 0) > room) return wrapped(fields[only], texts[only], room);
    const spans = indices.flatMap((i, n): Span[] => {
      const field = fields[i];
      if (field === undefined) return [];
      const gap = span(' '.repeat(n === 0 ? 0 : BETWEEN));
      return [gap, span(`${field.label}: `, 'dim'), span(texts[i] ?? '', toneOf(field.cell))];
    });
    return [indent(spans)];
  });
}

function wrapped(field: Field | undefined, text = '', room: number): Line[] {
  if (field === undefined) return [];
  return wrapText(`${field.label}: ${text}`, room)
    .slice(0, MOST)
    .map((part) => indent(line(part, toneOf(field.cell))));
}
