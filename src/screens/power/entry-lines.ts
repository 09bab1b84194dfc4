import { dumpWords, outcomeWords, ruleWords, sourceWords, verdictWords } from '../../client/power/words.ts';
import type { LedgerEntry } from '../../contract/index.ts';
import { pad } from '../../ui/text/fit.ts';
import { blank, field, type Line, line, span } from '../../ui/text/line.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatSince, formatTime } from '../desk/format.ts';
import { renderProblem } from '../desk/problems.ts';
import { toneOfOutcome } from './ledger-rows.ts';

const LABEL = 13;
const TIME = 14;
const SOURCE = 9;

/** Everything about one stop: what came of it, and what was seen. */
export function renderEntry(entry: LedgerEntry, columns: number, now: Date): Line[] {
  const { id, at, verdict, outcome, endedAt, why, by, intent, problem, dump } = entry;
  const said = (label: string, text: string, tone: Tone = 'plain') =>
    wrapText(text, Math.max(10, columns - LABEL)).map((part, i) =>
      field(i === 0 ? label : '', LABEL, span(part, tone)),
    );
  const ended = endedAt === undefined ? '' : `, ${formatSince(endedAt, now)}`;
  return [
    line(`Stop ${id}, ${formatSince(at, now)}`, 'title'),
    ...said('Verdict', verdictWords(verdict).sentence, 'strong'),
    ...said('Followed by', ruleWords(entry)),
    ...said('Outcome', `${outcomeWords(outcome)}${ended}`, toneOfOutcome(outcome)),
    ...said('Why', why),
    ...(by === undefined ? [] : said('By', `${by.seat} (${by.role})`)),
    ...(intent === undefined
      ? []
      : said(
          'Guest said',
          `it was about to ${intent.kind}${intent.reason === undefined ? '' : `: ${intent.reason}`}`,
        )),
    ...(dump === undefined ? [] : said('Memory dump', dumpWords(dump))),
    ...(problem === undefined ? [] : [blank, ...renderProblem(problem, columns)]),
    blank,
    line('What was seen', 'title'),
    ...renderEvidence(entry, columns),
  ];
}

function renderEvidence({ evidence }: LedgerEntry, columns: number): Line[] {
  if (evidence.length === 0) return [line('Nothing: the guest was found off.', 'dim')];
  const indent = TIME + SOURCE;
  return evidence.flatMap(({ at, source, what }) =>
    wrapText(what, Math.max(10, columns - indent)).map(
      (part, i): Line => [
        span(pad(i === 0 ? formatMoment(at) : '', TIME), 'dim'),
        span(pad(i === 0 ? sourceWords(source) : '', SOURCE)),
        span(part),
      ],
    ),
  );
}

/** `14:05:33.120`: signs of one stop are milliseconds apart. */
function formatMoment(iso: string): string {
  const date = new Date(iso);
  return `${formatTime(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
