import type { Fact } from '../../contract/index.ts';
import type { Cell, Field, Mood } from './model.ts';

/** A value that is there in any case. */
export const plain = (text: string, mood?: Mood): Cell => ({ fact: { state: 'known', value: text }, mood });

/** A fact with its unit. `toMood` is asked of what is known only: what is not says neither good nor bad. */
export function cell<T>(
  fact: Fact<T>,
  format: (value: T) => string = String,
  toMood?: (value: T) => Mood | undefined,
): Cell {
  if (fact.state === 'unknown') return { fact };
  const mood = fact.state === 'known' ? toMood?.(fact.value) : undefined;
  return { fact: { ...fact, value: format(fact.value) }, mood };
}

export const field = <T>(
  label: string,
  fact: Fact<T>,
  format?: (value: T) => string,
  toMood?: (value: T) => Mood | undefined,
): Field => ({ label, cell: cell(fact, format, toMood) });

/** What is known of two facts that are read together, for example a maker and its model. */
export function joined(first: Fact<string>, second: Fact<string>, separator = ' '): Cell {
  if (first.state === 'unknown') return { fact: second };
  if (second.state === 'unknown') return { fact: first };
  const value = `${first.value}${separator}${second.value}`;
  const stale = first.state === 'stale' ? first : second;
  return { fact: stale.state === 'stale' ? { ...stale, value } : { state: 'known', value } };
}

/** The first of two facts that say the same in two ways, unless only the second is known. */
export const either = (first: Fact<string>, second: Fact<string>): Cell =>
  cell(first.state === 'unknown' && second.state !== 'unknown' ? second : first);

/** The text of a cell as far as there is one: what is searched, and what a column has to hold. */
export const textOf = ({ fact }: Cell): string => (fact.state === 'unknown' ? '' : fact.value);

/** The value of a known or stale fact. (The contract's own function is beside schemas, which a client does not load.) */
export const knownValue = <T>(fact: Fact<T>): T | undefined =>
  fact.state === 'unknown' ? undefined : fact.value;
