import { usage } from './command-line.ts';
import type { Verb } from './verb.ts';

/** The number of things that an option asks for, 1 to `most`. Throws a UsageError for anything else. */
export function parseCount(verb: Verb, option: string, text: string, most: number): number {
  const count = /^\d+$/.test(text) && text.length <= String(most).length ? Number(text) : 0;
  if (count < 1 || count > most) throw usage(verb, `${option} is a number from 1 to ${most}, not '${text}'`);
  return count;
}
