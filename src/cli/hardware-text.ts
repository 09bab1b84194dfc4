import type { Block, Cell, Field, Mood, Row, Table } from '../client/hardware/model.ts';
import { planFlow } from '../client/hardware/plan-flow.ts';
import { cellText, GAP, planTable } from '../client/hardware/plan-table.ts';
import { formatFact } from './output/format.ts';
import { renderProblems } from './output/problems.ts';
import { renderRows } from './output/table.ts';
import { type Line, type Piece, type Tone, widthOf } from './output/text.ts';
import { wrap } from './output/wrap.ts';

const TONES: Record<Mood, Tone> = { main: 'heading', good: 'good', warning: 'warning', bad: 'error' };
const INDENT = '  ';
/** Below a row, further in than the row itself. */
const BELOW = '      ';
const BETWEEN = '   ';

/** A section of the hardware, `columns` wide, an empty line between its parts. */
export function renderBlocks(blocks: readonly Block[], columns: number): Line[] {
  return blocks.flatMap((block, i): Line[] => [
    ...(i === 0 ? [] : ['']),
    ...(block.title === undefined ? [] : [[INDENT, { text: block.title, tone: 'heading' as const }]]),
    ...renderBlock(block, columns),
  ]);
}

function renderBlock(block: Block, columns: number): Line[] {
  switch (block.kind) {
    case 'fields':
      return renderFields(block.fields, columns);
    case 'text':
      return wrap(formatFact(block.cell.fact), columns - INDENT.length).map((text) => INDENT + text);
    case 'table':
      return [
        ...renderTable(block, columns),
        ...(block.notes.length === 0 ? [] : renderFields(block.notes, columns)),
      ];
  }
}

const toned = (text: string, { mood }: Cell): Piece =>
  mood === undefined || text === '' ? text : { text, tone: TONES[mood] };

/** Labels in a column of their own, and values in as many lines as they take. */
function renderFields(fields: readonly Field[], columns: number): Line[] {
  const label = Math.max(...fields.map((each) => widthOf(each.label)));
  const room = columns - INDENT.length - label - GAP;
  return fields.flatMap(({ label: name, cell }) => {
    const rows = wrap(formatFact(cell.fact), room).map((text, i) => [i === 0 ? name : '', toned(text, cell)]);
    return renderRows([...rows, [' '.repeat(label), '']], INDENT).slice(0, -1);
  });
}

function renderTable(table: Table, columns: number): Line[] {
  if (table.rows.length === 0) return [INDENT + table.none];
  const { shown, beneath } = planTable(table, columns - INDENT.length, widthOf);
  const toLine = (pick: (index: number) => Piece): Line => [
    INDENT,
    ...shown.flatMap(({ index, width }, i): Piece[] => [
      ...(i === 0 ? [] : [' '.repeat(GAP)]),
      ...place(pick(index), width, table.columns[index]?.align === 'right'),
    ]),
  ];
  const toCell = (row: Row) => (index: number) => {
    const cell = row.cells[index];
    const text = cellText(row, index);
    return cell === undefined ? text : toned(text, cell);
  };
  return [
    toLine((index) => ({ text: (table.columns[index]?.title ?? '').toUpperCase(), tone: 'dim' })),
    ...table.rows.flatMap((row, r) => [
      toLine(toCell(row)),
      ...renderBeneath(beneath[r] ?? [], columns),
      ...renderProblems(row.problems, BELOW),
    ]),
  ];
}

/** A piece in its column: cut where it is longer, and blanks beside it where it is shorter. */
function place(piece: Piece, width: number, right: boolean): Piece[] {
  const text = typeof piece === 'string' ? piece : piece.text;
  const cut = widthOf(text) > width ? `${[...text].slice(0, width - 1).join('')}…` : text;
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cut)));
  const shown = typeof piece === 'string' ? cut : { ...piece, text: cut };
  return right ? [blanks, shown] : [shown, blanks];
}

/** What had no room in a row, as labels and values after each other. */
function renderBeneath(fields: readonly Field[], columns: number): Line[] {
  const room = columns - BELOW.length;
  const texts = fields.map(({ label, cell }) => `${label}: ${formatFact(cell.fact)}`);
  return planFlow(texts.map(widthOf), room, BETWEEN.length).flatMap((line) => {
    const text = line.map((i) => texts[i] ?? '').join(BETWEEN);
    return (line.length === 1 ? wrap(text, room) : [text]).map((each) => BELOW + each);
  });
}
