import { healthCell } from '../../client/guest-health-words.ts';
import { stoppingFraction, underWayWords } from '../../client/power/progress.ts';
import { backOffWords, followingWords, lastStop, stopWords } from '../../client/power/summary.ts';
import { actionWords, becauseWords, RULES, ruleWords } from '../../client/power/words.ts';
import type { Guest, Power, RuledVerdict } from '../../contract/index.ts';
import { pad } from '../../ui/text/fit.ts';
import { blank, field, type Line, line, span } from '../../ui/text/line.ts';
import { progressBar } from '../../ui/text/progress.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatSince } from '../desk/format.ts';
import { renderProblems } from '../desk/problems.ts';
import { tellCell, toneOf, toneOfMood } from '../desk/render-cell.ts';

const LABEL = 13;

/** A label and what it says, in as many lines as that takes. */
const rows = (
  label: string,
  text: string,
  columns: number,
  tone: Tone = 'plain',
  labelColumns = LABEL,
): Line[] =>
  wrapText(text, Math.max(10, columns - labelColumns)).map((part, i) =>
    field(i === 0 ? label : '', labelColumns, span(part, tone)),
  );

/** Whether the box follows the guest, what is under way, and what was last. */
export function renderState(
  { power, guest }: { power: Power; guest: Guest | undefined },
  columns: number,
  now: Date,
): Line[] {
  const following = followingWords(power);
  const backOff = backOffWords(power.backOff);
  const { restarts } = power.backOff;
  const last = lastStop(power);
  const came = last === undefined ? 'none yet' : `${formatSince(last.at, now)}, ${stopWords(last)}`;
  return [
    ...rows('Power', following.text, columns, toneOfMood(following.mood)),
    ...renderMaintenance(power, columns, now),
    ...renderUnderWay(power, columns, now),
    ...(restarts === 0 ? [] : rows('Restarts', backOff.text, columns, toneOfMood(backOff.mood))),
    ...renderHealth(guest, columns, now),
    ...renderIntent(power, columns),
    ...(last === undefined && power.last !== undefined ? [] : rows('Last stop', came, columns)),
  ];
}

function renderMaintenance({ maintenance }: Power, columns: number, now: Date): Line[] {
  if (maintenance === undefined) return [];
  const { by, since, until } = maintenance;
  const end = until === undefined ? 'until somebody ends it' : `until ${formatSince(until, now)}`;
  return rows('', `by ${by.seat} since ${formatSince(since, now)}, ${end}`, columns, 'dim');
}

function renderUnderWay(power: Power, columns: number, now: Date): Line[] {
  const words = underWayWords(power, now);
  if (words === undefined) return [];
  const { countdown, stopping } = power;
  const above = rows('Under way', words, columns, 'warning');
  if (countdown !== undefined || stopping === undefined) return above;
  const { reason, phase } = stopping;
  const asked = `${becauseWords(stopping)}${reason === undefined ? '' : `: ${reason}`}`;
  return [
    ...above,
    ...(phase === 'asked'
      ? [field('', LABEL, ...progressBar(stoppingFraction(stopping, now), Math.min(40, columns - LABEL)))]
      : []),
    ...rows('', `Once it is off, ${actionWords(stopping.afterwards)} (${asked})`, columns, 'dim'),
  ];
}

/** How the guest is, where it has said so. */
function renderHealth(guest: Guest | undefined, columns: number, now: Date): Line[] {
  if (guest === undefined || guest.health.state === 'unknown') return [];
  const said = healthCell(guest.health);
  return rows('Guest', tellCell(said, now), columns, toneOf(said));
}

function renderIntent({ intent }: Power, columns: number): Line[] {
  if (intent === undefined) return [];
  const why = intent.reason === undefined ? '' : `: ${intent.reason}`;
  return rows('Guest says', `it is about to ${intent.kind}${why}`, columns, 'strong');
}

/** What the box does on each verdict. */
export function renderRules({ rules, own }: Power, columns: number): Line[] {
  const verdicts = Object.keys(RULES) as RuledVerdict[];
  const width = Math.min(28, Math.floor(columns / 2));
  return [
    line('What the box does', 'title'),
    ...verdicts.map((verdict): Line => {
      const { action } = rules[verdict];
      const box = action === 'power-off' || action === 'reboot';
      return [
        span(pad(`When ${RULES[verdict]}`, width)),
        span(ruleWords(rules[verdict]), action === 'leave-off' ? 'dim' : box ? 'strong' : 'plain'),
      ];
    }),
    ...(own ? [] : [line("The box's power is not Bezel's: that is only written down.", 'warning')]),
  ];
}

/** What is wrong with it. */
export const renderPowerProblems = ({ problems }: Power, columns: number): Line[] =>
  problems.length === 0 ? [] : [blank, ...renderProblems('Problems', problems, columns)];
