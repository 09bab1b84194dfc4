import type { Guest, GuestState } from '../../contract/index.ts';
import { type Line, line } from '../../ui/text/line.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatSinceAge } from './format.ts';
import { wordsOf } from './guest-words.ts';

const TONES: Partial<Record<GuestState, Tone>> = { running: 'bannerGood', crashed: 'bannerBad' };

/** The guest's state, to be read from across the room: three lines when `tall`, else one. */
export function renderBanner(
  guest: Guest | undefined,
  stale: boolean,
  columns: number,
  tall: boolean,
): Line[] {
  const state = guest?.state ?? 'unknown';
  const words = wordsOf(state).sentence;
  // What was true when the backend was last heard is not what is true now.
  const text = stale && guest !== undefined ? `LAST KNOWN: ${words}` : words;
  const tone = stale ? 'bannerPlain' : (TONES[state] ?? 'bannerPlain');
  const bar = (content: string) => line(` ${content}`.padEnd(columns), tone);
  return tall ? [bar(''), bar(`  ${text}`), bar('')] : [bar(`  ${text}`)];
}

/** How the guest came to be as it is: since when, and libvirt's word for it. */
export function guestHistory({ since, reason }: Guest, now: Date): string {
  const parts = [since === undefined ? undefined : formatSinceAge(since, now), reason];
  const known = parts.filter((part) => part !== undefined && part !== 'unknown');
  return known.length === 0 ? 'since when is not known' : known.join(', ');
}
