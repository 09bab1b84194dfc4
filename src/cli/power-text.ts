import { underWayWords } from '../client/power/progress.ts';
import { backOffWords, followedWords, followingWords, lastStop, stopWords } from '../client/power/summary.ts';
import { dumpWords, RULES, ruleWords, sourceWords, verdictWords } from '../client/power/words.ts';
import type { FollowOutcome, LedgerEntry, Power, RuledVerdict } from '../contract/index.ts';
import { formatTime } from './output/format.ts';
import { renderProblemSection, renderProblems } from './output/problems.ts';
import { renderRows, renderTable } from './output/table.ts';
import type { Line, Piece, Tone } from './output/text.ts';

const TONES: Record<string, Tone> = { good: 'good', warning: 'warning', bad: 'error' };
const toned = ({ text, mood }: { text: string; mood?: string }): Piece => {
  const tone = TONES[mood ?? ''];
  return tone === undefined ? text : { text, tone };
};

/** What the box does when the guest stops, and what is under way, as `bezel power` prints it. */
export function renderPower(power: Power, now: Date): Line[] {
  const { rules, problems } = power;
  const last = lastStop(power);
  const state: Line[][] = [
    ['Power', toned(followingWords(power))],
    ...renderUnderWay(power, now),
    ...renderMaintenanceRows(power),
    ['Restarts', toned(backOffWords(power.backOff))],
    ...renderIntent(power),
    ['Last stop', last === undefined ? 'none yet' : `${formatTime(last.at)}, ${stopWords(last)}`],
  ];
  return [
    ...renderRows(state),
    '',
    { text: 'What the box does', tone: 'heading' },
    ...renderRows(
      (Object.keys(RULES) as RuledVerdict[]).map((verdict) => [
        `When ${RULES[verdict]}`,
        ruleWords(rules[verdict]),
      ]),
      '  ',
    ),
    '',
    { text: 'What can be done', tone: 'heading' },
    ...renderRows(
      Object.entries(power.actions).map(([action, { allowed, reason, consequence }]) => [
        action,
        allowed ? consequence : `no${reason === undefined ? '' : `: ${reason}`}`,
      ]),
      '  ',
    ),
    ...renderProblemSection(problems),
  ];
}

function renderUnderWay(power: Power, now: Date): Line[][] {
  const words = underWayWords(power, now);
  const { countdown, stopping } = power;
  const way =
    countdown !== undefined
      ? 'bezel power cancel calls it off'
      : stopping?.phase === 'late'
        ? 'bezel power force cuts its power, bezel power cancel lets it go on'
        : undefined;
  if (words === undefined) return [];
  const row: Line[] = ['Under way', { text: words, tone: 'warning' }];
  return way === undefined ? [row] : [row, ['', way]];
}

function renderIntent({ intent }: Power): Line[][] {
  if (intent === undefined) return [];
  const why = intent.reason === undefined ? '' : `: ${intent.reason}`;
  return [['Guest says', `it is about to ${intent.kind}${why} (${formatTime(intent.at)})`]];
}

function renderMaintenanceRows({ maintenance }: Power): Line[][] {
  if (maintenance === undefined) return [];
  const { by, since, until } = maintenance;
  const end = until === undefined ? 'until somebody ends it' : `until ${formatTime(until)}`;
  return [['Maintenance', `by ${by.seat} since ${formatTime(since)}, ${end}`]];
}

/** Whether following is suspended, and why, as `bezel power maintenance` prints it. */
export const renderMaintenance = (power: Power): Line[] =>
  power.maintenance === undefined
    ? ['No maintenance: the box follows the guest.']
    : renderRows([['Reason', power.maintenance.reason], ...renderMaintenanceRows(power)]);

/** What is under way after something was forced or called off. */
export function renderAfter(power: Power, now: Date): Line[] {
  const rows = renderUnderWay(power, now);
  if (rows.length > 0) return renderRows(rows);
  const { last } = power;
  return [`Nothing is under way.${last === undefined ? '' : ` Last stop: ${stopWords(last)}`}`];
}

/** Stops of the guest, newest first; with what was seen of each below it. */
export function renderLedger(entries: readonly LedgerEntry[], evidence: boolean): Line[] {
  const [head = '', ...rows] = renderTable(
    ['NO.', 'WHEN', 'VERDICT', 'WHAT THE BOX DOES', 'WHY'],
    entries.map((entry) => [
      String(entry.id),
      formatTime(entry.at),
      verdictWords(entry.verdict).word,
      renderOutcome(entry),
      entry.why,
    ]),
  );
  return [
    head,
    ...rows.flatMap((row, i): Line[] => {
      const entry = entries[i];
      return entry === undefined || !evidence ? [row] : [row, ...renderEvidence(entry)];
    }),
  ];
}

const OUTCOMES: Partial<Record<FollowOutcome, Tone>> = {
  done: 'good',
  failed: 'error',
  waiting: 'warning',
  acting: 'warning',
};

function renderOutcome(entry: LedgerEntry): Piece {
  const tone = OUTCOMES[entry.outcome];
  const text = followedWords(entry);
  return tone === undefined ? text : { text, tone };
}

const INDENT = '      ';

function renderEvidence({ evidence, intent, by, endedAt, problem, dump }: LedgerEntry): Line[] {
  const facts: Line[][] = [
    ...evidence.map(({ at, source, what }): Line[] => [formatTime(at), sourceWords(source), what]),
    ...(intent?.reason === undefined ? [] : [[formatTime(intent.at), 'guest', `"${intent.reason}"`]]),
    ...(endedAt === undefined ? [] : [[formatTime(endedAt), 'bezel', 'ended']]),
    ...(dump === undefined ? [] : [['', 'memory dump', dumpWords(dump)]]),
    ...(by === undefined ? [] : [['', 'by', `${by.seat} (${by.role})`]]),
  ];
  return [...renderRows(facts, INDENT), ...(problem === undefined ? [] : renderProblems([problem], INDENT))];
}
