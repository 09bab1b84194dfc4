import type { Fact } from '../../contract/index.ts';

/** `2026-11-23T04:02:54.123Z` without the fraction: what is shown of a time. */
export const formatTime = (iso: string): string => iso.replace(/\.\d+Z$/, 'Z');

/** A length of time: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 9950) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A fact for a list of fields: with why it is unknown, or since when it is stale. */
export function formatFact<T>(fact: Fact<T>, format: (value: T) => string = String): string {
  if (fact.state === 'known') return format(fact.value);
  if (fact.state === 'stale') return `${format(fact.value)} (stale since ${formatTime(fact.since)})`;
  return fact.reason === undefined ? 'unknown' : `unknown (${fact.reason})`;
}
