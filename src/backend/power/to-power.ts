import type {
  Countdown,
  Guest,
  LedgerEntry,
  Power,
  PowerIntent,
  Problem,
  Stopping,
} from '../../contract/index.ts';
import type { PowerPolicy } from '../config/policy/policy.ts';
import type { PowerState } from './ledger/power-state.ts';
import { toDelay } from './plan/plan-back-off.ts';
import { toActions } from './to-actions.ts';
import { toRules } from './to-rules.ts';

export interface PowerParts {
  own: boolean;
  policy: PowerPolicy;
  guest: Guest;
  stopTimeoutS: number;
  countdown: Countdown | undefined;
  stopping: PowerState['stopping'];
  state: PowerState;
  intent: PowerIntent | undefined;
  last: LedgerEntry | undefined;
  problems: Problem[];
  now: Date;
}

/** Power as everybody sees it. */
export function toPower(parts: PowerParts): Power {
  const { own, policy, countdown, state, intent, last, problems } = parts;
  const { maintenance } = state;
  const stopping = parts.stopping === undefined ? undefined : toStopping(parts.stopping);
  return {
    own,
    rules: toRules(policy),
    ...(countdown === undefined ? {} : { countdown }),
    ...(maintenance === undefined ? {} : { maintenance }),
    ...(stopping === undefined ? {} : { stopping }),
    backOff: toBackOff(parts),
    ...(intent === undefined ? {} : { intent }),
    ...(last === undefined ? {} : { last }),
    actions: toActions({ ...parts, stopping, maintenance }),
    problems,
  };
}

function toStopping({ bootId: _, entry: __, ...stopping }: NonNullable<PowerState['stopping']>): Stopping {
  return stopping;
}

function toBackOff({ policy, state, now }: PowerParts): Power['backOff'] {
  const { run, backOff } = state;
  const isRunning = run !== undefined && !run.isOver && run.since !== undefined;
  const isCalm = isRunning && now.getTime() - Date.parse(run.since ?? '') >= policy.backOff.calmS * 1000;
  const restarts = isCalm ? 0 : backOff.restarts;
  return {
    restarts,
    nextDelayS: toDelay(restarts, policy.backOff),
    giveUpAfter: policy.backOff.giveUpAfter,
    broken: backOff.broken && !isRunning,
  };
}
