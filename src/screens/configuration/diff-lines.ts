import type { ConfigDiff } from '../../contract/index.ts';
import { plainLines } from '../../contract/text.ts';
import { sliceColumns } from '../../ui/text/fit.ts';
import { blank, type Line, line } from '../../ui/text/line.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatSince } from '../desk/format.ts';
import { renderChanges } from './words.ts';

/** The most lines of a diff: nobody scrolls through more, and the command line has all. */
const MOST = 5000;

/** What a start changes in words, then the lines of the domain XML that differ. Without colours the signs say it. */
export function renderDiff({ of, since, changes, xml }: ConfigDiff, columns: number, now: Date): Line[] {
  const nothing = since === undefined && changes.length === 0 && xml === '';
  if (nothing) return [line('There is no start to compare with.', 'dim')];
  const lines = plainLines(xml.replace(/\n+$/, ''));
  return [
    ...(since === undefined ? [] : [line(`Compared with the start of ${formatSince(since, now)}`, 'dim')]),
    ...(changes.length === 0
      ? [line(of === 'next' ? 'It would change nothing.' : 'It changed nothing.')]
      : renderChanges(changes, columns)),
    ...(xml === '' ? [] : [blank, ...lines.slice(0, MOST).flatMap((text) => renderDiffLine(text, columns))]),
    ...(lines.length > MOST ? [line('The rest is shown by bezel config diff.', 'dim')] : []),
  ];
}

/** A line of a unified diff, in as many lines as it takes: XML has long ones. Only the first has the sign. */
function renderDiffLine(text: string, columns: number): Line[] {
  const tone = toneOf(text);
  const width = Math.max(4, columns);
  const lines: Line[] = [];
  let rest = text;
  do {
    const indent = lines.length === 0 ? '' : '   ';
    // A wide character in too few columns would never fit.
    const part = sliceColumns(rest, width - indent.length) || rest.slice(0, 2);
    lines.push(line(indent + part, tone));
    rest = rest.slice(part.length);
  } while (rest !== '');
  return lines;
}

function toneOf(text: string): Tone {
  if (/^(---|\+\+\+) /.test(text)) return 'strong';
  if (text.startsWith('@@')) return 'title';
  if (text.startsWith('+')) return 'good';
  return text.startsWith('-') ? 'bad' : 'plain';
}
