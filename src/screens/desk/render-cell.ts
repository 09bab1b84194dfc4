import type { Cell, Mood } from '../../client/hardware/model.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatSince } from './format.ts';

const TONES: Record<Mood, Tone> = { main: 'strong', good: 'good', warning: 'warning', bad: 'bad' };

/** How a mood looks. */
export const toneOfMood = (mood: Mood | undefined): Tone => (mood === undefined ? 'plain' : TONES[mood]);

/** How a cell looks: what is unknown neither like a failure nor like health. */
export function toneOf({ fact, mood }: Cell): Tone {
  if (fact.state === 'unknown') return 'dim';
  if (fact.state === 'stale') return 'warning';
  return toneOfMood(mood);
}

/** All that a cell says: the value, since when it is stale, or why it is not known. */
export function tellCell({ fact }: Cell, now: Date): string {
  if (fact.state === 'known') return fact.value;
  if (fact.state === 'stale') return `${fact.value} (stale since ${formatSince(fact.since, now)})`;
  return fact.reason === undefined ? 'unknown' : `unknown (${fact.reason})`;
}
