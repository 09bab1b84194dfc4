import { type Fact, known, plainText, unknown } from '../../contract/index.ts';
import type { ReadFailure, Reading } from '../host/reading.ts';

const reasons: Record<ReadFailure, string> = {
  missing: 'the machine does not say',
  denied: 'it may not be read',
  'too-large': 'it is too long',
  'too-slow': 'it does not answer',
  unreadable: 'it cannot be read',
};

/** What takes a program to find out, until that has answered: see `slow/`. */
export const notReadYet = unknown('not read yet');

/** Why there is nothing, for people. */
export const reasonOf = ({ why }: { why: ReadFailure }): string => reasons[why];

/** A value as a fact, or why there is none. */
export const orUnknown = <T>(value: T | undefined, reason: string): Fact<T> =>
  value === undefined ? unknown(reason) : known(value);

/** What was read as a fact; `parse` answers `undefined` for what makes no sense. */
export function toFact<T>(reading: Reading<string>, parse: (text: string) => T | undefined): Fact<T> {
  if (!reading.ok) return unknown(reasonOf(reading));
  const value = parse(reading.value);
  return value === undefined ? unknown(`"${shorten(reading.value)}" makes no sense`) : known(value);
}

const shorten = (text: string): string => plainText(text.slice(0, 40)).trim();
