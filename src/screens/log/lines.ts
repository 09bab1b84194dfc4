import type { LogEntry, LogLevel } from '../../contract/index.ts';
import { pad } from '../../ui/text/fit.ts';
import { type Line, line, span } from '../../ui/text/line.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatTime } from '../desk/format.ts';

const LEVELS: Record<LogLevel, { word: string; tone: Tone }> = {
  debug: { word: 'debug', tone: 'dim' },
  info: { word: 'info', tone: 'plain' },
  warn: { word: 'warn', tone: 'warning' },
  error: { word: 'error', tone: 'bad' },
};
const LEVEL = 6;
const PART = 10;
/** From this width on the part of the backend has a column, and the date is shown. */
const WIDE = 90;

/** One entry: when, how bad, who, and what, in as many lines as that takes. */
export function renderEntry({ time, level, part, message }: LogEntry, columns: number): Line[] {
  const { word, tone } = LEVELS[level];
  const date = new Date(time);
  const wide = columns >= WIDE;
  const when = `${wide ? `${time.slice(0, 10)} ` : ''}${formatTime(date)} `;
  const who = wide ? pad(part, PART) : '';
  const indent = when.length + LEVEL + who.length;
  const [first = '', ...more] = wrapText(wide ? message : `${part}: ${message}`, columns - indent);
  const text: Tone = level === 'debug' ? 'dim' : 'plain';
  return [
    [span(when, 'dim'), span(pad(word, LEVEL), tone), span(who, 'dim'), span(first, text)],
    ...more.map((rest) => line(' '.repeat(indent) + rest, text)),
  ];
}

/** Days change in the middle of a journal: without the dates in the lines, each day has a line of its own. */
export function renderLog(entries: readonly LogEntry[], columns: number): Line[] {
  if (columns >= WIDE) return entries.flatMap((entry) => renderEntry(entry, columns));
  let day = '';
  return entries.flatMap((entry) => {
    const own = new Date(entry.time).toDateString();
    const heading = own === day ? [] : [line(own, 'title')];
    day = own;
    return [...heading, ...renderEntry(entry, columns)];
  });
}
