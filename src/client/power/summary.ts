import type { BackOff, LedgerEntry, Power } from '../../contract/index.ts';
import type { Mood } from '../hardware/model.ts';
import { formatCount } from '../units.ts';
import { actionWords, outcomeWords, verdictWords } from './words.ts';

interface Summary {
  text: string;
  mood?: Mood;
}

/** Whether the box follows the guest, in a few words. */
export function followingWords({ own, maintenance, backOff }: Power): Summary {
  if (backOff.broken) return { text: `the guest is left off after ${restarts(backOff)}`, mood: 'bad' };
  if (maintenance !== undefined) return { text: `maintenance: ${maintenance.reason}`, mood: 'warning' };
  return own
    ? { text: 'follows the guest', mood: 'good' }
    : { text: "follows, but the box's power is not touched", mood: 'warning' };
}

/** Restarts in a row, and what comes of the next one. */
export function backOffWords(backOff: BackOff): Summary {
  const { restarts: count, nextDelayS, giveUpAfter, broken } = backOff;
  if (broken) return { text: `left off after ${restarts(backOff)}, until somebody starts it`, mood: 'bad' };
  if (count === 0) return { text: 'no restarts in a row' };
  const end = giveUpAfter === 0 ? '' : `, left off after ${giveUpAfter}`;
  return { text: `${restarts(backOff)}; the next one waits ${nextDelayS} s${end}`, mood: 'warning' };
}

const restarts = ({ restarts: count }: BackOff): string =>
  formatCount(count, 'restart in a row', 'restarts in a row');

/** The last stop of the guest. What is written down of a guest that has been asked to stop, and has not, is none yet. */
export const lastStop = ({ last, stopping, countdown }: Power): LedgerEntry | undefined =>
  stopping !== undefined && countdown === undefined && last?.outcome === 'waiting' ? undefined : last;

/** What came of a stop: `the box powers off (done)`. */
export const followedWords = ({ action, outcome }: Pick<LedgerEntry, 'action' | 'outcome'>): string =>
  `${actionWords(action)} (${outcomeWords(outcome)})`;

/** A stop in one line without its time: `halted: the box powers off (done)`. */
export const stopWords = (entry: Pick<LedgerEntry, 'verdict' | 'action' | 'outcome'>): string =>
  `${verdictWords(entry.verdict).word}: ${followedWords(entry)}`;
