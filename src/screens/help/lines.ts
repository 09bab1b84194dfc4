import { type KeyTable, showKeys } from '../../ui/keys/table.ts';
import { pad, widthOf } from '../../ui/text/fit.ts';
import { blank, type Line, line, paragraph, span } from '../../ui/text/line.ts';

/** From this width on the tables are in two columns. */
const TWO_COLUMNS = 110;
const KEYS = 18;

type Tables = readonly { title: string; keys: KeyTable }[];

const notes = [
  'Function keys get lost on some serial lines: the escape key and a digit is F1 to F10 everywhere.',
  "Looking is free. Doing needs the technician's PIN; the console locks itself again when nobody uses it.",
];

/** All keys, and what one has to know about them. */
export function renderHelp(tables: Tables, columns: number): Line[] {
  const head = notes.flatMap((note) => [...paragraph(note, columns), blank]);
  if (columns < TWO_COLUMNS) return [...head, ...tables.flatMap((table) => renderTable(table, columns))];
  const half = Math.floor((columns - 3) / 2);
  const blocks = tables.map((table) => renderTable(table, half));
  const total = blocks.reduce((sum, block) => sum + block.length, 0);
  const left: Line[] = [];
  while (blocks.length > 0 && left.length < total / 2) left.push(...(blocks.shift() ?? []));
  const right = blocks.flat();
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, i): Line => {
    const first = left[i] ?? blank;
    const used = first.reduce((sum, { text }) => sum + widthOf(text), 0);
    return [...first, span(' '.repeat(half + 3 - used)), ...(right[i] ?? blank)];
  });
  return [...head, ...rows];
}

function renderTable({ title, keys }: Tables[number], columns: number): Line[] {
  const rows = Object.values(keys).filter(({ help }) => help !== '');
  return [
    line(title, 'title'),
    ...rows.flatMap((spec): Line[] => {
      const [first = '', ...more] = paragraph(spec.help, columns - KEYS).map((each) => each[0]?.text ?? '');
      return [
        [span(pad(showKeys(spec), KEYS), 'key'), span(first)],
        ...more.map((text) => line(' '.repeat(KEYS) + text)),
      ];
    }),
    blank,
  ];
}
