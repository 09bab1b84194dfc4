import type { Fact } from '../../contract/index.ts';
import { type Span, span } from '../../ui/text/line.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatSince } from './format.ts';

/**
 * A fact as it is shown: its value, its last value and since when that is stale, or that it is unknown and why. Unknown looks
 * neither like a failure nor like health.
 */
export function showFact<T>(
  fact: Fact<T>,
  format: (value: T) => string,
  now: Date,
  tone: Tone = 'plain',
): Span[] {
  if (fact.state === 'known') return [span(format(fact.value), tone)];
  if (fact.state === 'stale')
    return [span(format(fact.value)), span(` (stale since ${formatSince(fact.since, now)})`, 'warning')];
  return [span('unknown', 'dim'), ...(fact.reason === undefined ? [] : [span(` (${fact.reason})`, 'dim')])];
}

export const asText = (value: string | number): string => String(value);
