import type { Verdict } from '../../../contract/index.ts';

export interface BackOffState {
  /** Restarts in a row. */
  restarts: number;
  /** It was given up: the guest stays off until somebody starts it. */
  broken: boolean;
}

export interface BackOffPolicy {
  delaysS: readonly number[];
  giveUpAfter: number;
  calmS: number;
}

export interface BackOffPlan {
  state: BackOffState;
  delayS: number;
  isGivenUp: boolean;
}

const fails: readonly Verdict[] = ['crashed', 'watchdog', 'qemu-died', 'failed-start', 'unknown'];
/** A guest that reboots sooner than this has not come up. */
const soonMs = 60_000;

export const noBackOff: BackOffState = { restarts: 0, broken: false };

/** Whether a restart after this counts. `ranMs`: how long the guest has run; undefined where nobody knows. */
export const counts = (verdict: Verdict, ranMs: number | undefined): boolean =>
  fails.includes(verdict) || (verdict === 'rebooted' && ranMs !== undefined && ranMs < soonMs);

/** The next restart of a row: how long it waits, or that there is none. */
export function planBackOff(
  before: BackOffState,
  policy: BackOffPolicy,
  ranMs: number | undefined,
): BackOffPlan {
  const isCalm = ranMs !== undefined && ranMs >= policy.calmS * 1000;
  const restarts = isCalm ? 0 : before.restarts;
  if (policy.giveUpAfter > 0 && restarts >= policy.giveUpAfter)
    return { state: { restarts, broken: true }, delayS: 0, isGivenUp: true };
  return {
    state: { restarts: restarts + 1, broken: false },
    delayS: toDelay(restarts, policy),
    isGivenUp: false,
  };
}

/** The last delay repeats. */
export const toDelay = (restarts: number, { delaysS }: Pick<BackOffPolicy, 'delaysS'>): number =>
  delaysS[Math.min(restarts, delaysS.length - 1)] ?? 0;
