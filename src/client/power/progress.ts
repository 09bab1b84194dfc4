import type { Countdown, Power, Stopping } from '../../contract/index.ts';
import { actionWords, atLimitWords, becauseWords, verdictWords } from './words.ts';

/** Whole seconds until a time, never negative. */
export const secondsLeft = (until: string, now: Date): number =>
  Math.max(0, Math.ceil((new Date(until).getTime() - now.getTime()) / 1000));

/** `The guest has halted: the box powers off in 8 s`. A clock that was set back does not make it longer than it is. */
export function countdownWords({ verdict, action, endsAt, totalS }: Countdown, now: Date): string {
  const left = Math.min(totalS, secondsLeft(endsAt, now));
  return `${verdictWords(verdict).sentence}: ${actionWords(action)} ${left === 0 ? 'now' : `in ${left} s`}`;
}

/** Whole seconds that a guest has left to stop; never more than it had at the beginning. */
const stopSeconds = ({ since, limitAt }: Stopping, now: Date): number =>
  Math.min(secondsLeft(limitAt, new Date(since)), secondsLeft(limitAt, now));

/** How far the guest that was asked to stop is within its time. */
export function stoppingWords(stopping: Stopping, now: Date): string {
  const { phase, atLimit } = stopping;
  if (phase === 'forcing') return "The guest's power is being cut";
  if (phase === 'late') return 'The guest has not stopped in time';
  return `The guest was asked to stop (${becauseWords(stopping)}): ${stopSeconds(stopping, now)} s left, then ${atLimitWords(atLimit)}`;
}

/** The part of its time that a guest that was asked to stop has used, 0 to 1. */
export function stoppingFraction({ since, limitAt }: Stopping, now: Date): number {
  const begun = new Date(since).getTime();
  const total = new Date(limitAt).getTime() - begun;
  return total <= 0 ? 1 : Math.max(0, Math.min(1, (now.getTime() - begun) / total));
}

/** Whether what is shown of power changes from second to second. */
export const isCounting = (power: Power | undefined): boolean =>
  power?.countdown !== undefined || power?.stopping?.phase === 'asked';

/** What everybody has to see at once: a countdown, or how the guest stops; `undefined` when there is neither. */
export function underWayWords({ countdown, stopping }: Power, now: Date): string | undefined {
  if (countdown !== undefined) return countdownWords(countdown, now);
  return stopping === undefined ? undefined : stoppingWords(stopping, now);
}

/** The same where there is little room. */
export function shortUnderWayWords(power: Power, now: Date): string | undefined {
  const { countdown, stopping } = power;
  if (countdown !== undefined || stopping?.phase !== 'asked') return underWayWords(power, now);
  return `Guest asked to stop (${becauseWords(stopping)}): ${stopSeconds(stopping, now)} s left`;
}

/** What comes once the guest is off: `then the box powers off`. */
export const afterwardsWords = (stopping: Stopping | undefined): string =>
  `then ${actionWords(stopping?.afterwards ?? 'leave-off')}`;
