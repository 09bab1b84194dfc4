import type { Fact } from '../../contract/index.ts';
import { plainText } from '../../contract/text.ts';
import type { Cell, Field, Mood } from './model.ts';

/** The most characters of a text that are shown: what a device claims of itself may be of any length. */
const LONGEST = 300;
const safe = (text: string, longest = LONGEST): string => plainText(text.slice(0, longest));

/** A value that is there in any case. */
export const plain = (text: string, mood?: Mood): Cell => ({
  fact: { state: 'known', value: safe(text) },
  mood,
});

/** A fact with its unit. `toMood` is asked of what is known only: what is not says neither good nor bad. */
export function cell<T>(
  fact: Fact<T>,
  format: (value: T) => string = String,
  toMood?: (value: T) => Mood | undefined,
): Cell {
  if (fact.state === 'unknown') return { fact: unknown(fact.reason) };
  const mood = fact.state === 'known' ? toMood?.(fact.value) : undefined;
  return { fact: { ...fact, value: safe(format(fact.value)) }, mood };
}

export const field = <T>(
  label: string,
  fact: Fact<T>,
  format?: (value: T) => string,
  toMood?: (value: T) => Mood | undefined,
): Field => ({ label, cell: cell(fact, format, toMood) });

/** As many words as a processor has flags. */
export const longCell = (fact: Fact<string[]>): Cell =>
  fact.state === 'unknown'
    ? cell(fact)
    : { fact: { ...fact, value: safe(fact.value.join(' '), 10 * LONGEST) } };

const unknown = (reason: string | undefined): Fact<never> =>
  reason === undefined ? { state: 'unknown' } : { state: 'unknown', reason: safe(reason) };

/** What is known of two facts that are read together, for example a maker and its model. */
export function joined(first: Fact<string>, second: Fact<string>, separator = ' '): Cell {
  if (first.state === 'unknown') return cell(second);
  if (second.state === 'unknown') return cell(first);
  const stale = first.state === 'stale' ? first : second;
  return cell({ ...stale, value: `${first.value}${separator}${second.value}` });
}

/** The first of two facts that say the same in two ways, unless only the second is known. */
export const either = (first: Fact<string>, second: Fact<string>): Cell =>
  cell(first.state === 'unknown' && second.state !== 'unknown' ? second : first);

/** The text of a cell as far as there is one: what is searched, and what a column has to hold. */
export const textOf = ({ fact }: Cell): string => (fact.state === 'unknown' ? '' : fact.value);

/** The value of a known or stale fact. (The contract's own function is beside schemas, which a client does not load.) */
export const knownValue = <T>(fact: Fact<T>): T | undefined =>
  fact.state === 'unknown' ? undefined : fact.value;
