import { changeSign, originWords } from '../client/change-words.ts';
import type { Change, ConfigChanges, ConfigDiff, GuestStart } from '../contract/index.ts';
import { plainLines } from '../contract/text.ts';
import { formatTime } from './output/format.ts';
import { renderProblems } from './output/problems.ts';
import { renderRows, renderTable } from './output/table.ts';
import type { Line, Piece, Tone } from './output/text.ts';

const TONES: Record<ReturnType<typeof changeSign>, Tone> = { '+': 'good', '-': 'error', '~': 'warning' };

/** A line for each change, with its sign; `nothing` where there is none. */
const renderList = (changes: readonly Change[], indent = '  '): Line[] =>
  changes.length === 0
    ? [`${indent}nothing`]
    : changes.map((change) => [
        indent,
        { text: changeSign(change), tone: TONES[changeSign(change)] },
        ` ${change.message}`,
      ]);

const heading = (text: string): Piece => ({ text, tone: 'heading' });

/** What the last start changed and what the next one would, as `bezel config changes` prints it. */
export function renderChanges(c: ConfigChanges): Line[] {
  const { lastStart, lastGoodAt, choice, held, next } = c;
  const rows: Line[][] = [
    ['Last start', lastStart === undefined ? 'none yet' : startLine(lastStart)],
    [
      'Next start',
      choice === 'last-good'
        ? { text: `uses ${originWords(choice)}`, tone: 'warning' }
        : `uses ${originWords(choice)}`,
    ],
  ];
  if (lastGoodAt !== undefined) rows.push(['Last good', `first started ${formatTime(lastGoodAt)}`]);
  if (held)
    rows.push([
      'Held',
      { text: 'the guest is not started before the changes are accepted', tone: 'warning' },
    ]);
  return [
    ...renderRows(rows),
    ...(lastStart?.problem === undefined ? [] : renderProblems([lastStart.problem])),
    '',
    heading('What the last start changed'),
    ...renderList(lastStart?.changes ?? []),
    '',
    heading('What the next start would change'),
    ...renderList(next),
    ...(held ? ['hint: bezel config diff shows more; bezel config accept lets the guest start'] : []),
  ];
}

/** When it was, how it went, and what with. */
const startLine = ({ at, outcome, origin }: GuestStart): Line => [
  `${formatTime(at)}, `,
  outcome === 'failed' ? { text: outcome, tone: 'error' } : outcome,
  origin === 'last-good' ? { text: ` with ${originWords(origin)}`, tone: 'warning' } : '',
];

/** Starts in columns, and below each what it changed and why it is not as it should be. */
export function renderStarts(starts: readonly GuestStart[]): Line[] {
  const [head, ...rows] = renderTable(
    ['ID', 'WHEN', 'OUTCOME', 'WITH'],
    starts.map(({ id, at, outcome, origin }) => [
      String(id),
      formatTime(at),
      outcome === 'failed' ? { text: outcome, tone: 'error' } : outcome,
      origin === 'last-good' ? { text: 'last good', tone: 'warning' } : origin,
    ]),
  );
  if (head === undefined || starts.length === 0) return ['none yet'];
  return [
    head,
    ...starts.flatMap(({ changes, problem }, i) => [
      rows[i] ?? '',
      ...(changes.length === 0 ? [] : renderList(changes, '    ')),
      ...(problem === undefined ? [] : renderProblems([problem], '    ')),
    ]),
  ];
}

/** The changes in words, then the unified diff of the two domain XMLs. */
export function renderDiff({ of, since, changes, xml }: ConfigDiff): Line[] {
  const what = of === 'next' ? 'What the next start would change' : 'What the last start changed';
  const compared = since === undefined ? '' : `, compared with the start of ${formatTime(since)}`;
  if (since === undefined && changes.length === 0 && xml === '') {
    return ['There is no start to compare with.'];
  }
  return [
    heading(`${what}${compared}`),
    ...renderList(changes),
    ...(xml === '' ? [] : ['', ...plainLines(xml.replace(/\n+$/, '')).map(diffLine)]),
  ];
}

function diffLine(text: string): Line {
  if (/^(---|\+\+\+) /.test(text)) return { text, tone: 'heading' };
  if (text.startsWith('@@')) return { text, tone: 'dim' };
  if (text.startsWith('+')) return { text, tone: 'good' };
  return text.startsWith('-') ? { text, tone: 'error' } : text;
}
