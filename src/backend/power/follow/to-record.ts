import type { PowerIntent, Problem, Sign, Verdict } from '../../../contract/index.ts';
import type { PowerContext } from '../context.ts';
import type { PowerState } from '../ledger/power-state.ts';
import type { LedgerRecord } from '../ledger/power-store.ts';
import { planAction } from '../plan/plan-action.ts';
import { toRules } from '../to-rules.ts';

export interface Decided {
  verdict: Verdict;
  isReset: boolean;
  intent?: PowerIntent;
  stop?: string;
  by?: LedgerRecord['by'];
  problem?: Problem;
}

export interface ToRecordInput extends Pick<PowerContext, 'ledger' | 'policy' | 'bootId' | 'clock'> {
  decided: Decided;
  evidence: readonly Sign[];
  at: string;
}

/** The entry of a stop with what the box does about it, and what becomes of the state with it. */
export function toRecord({ ledger, policy, bootId, clock, decided, evidence, at }: ToRecordInput): {
  record: Omit<LedgerRecord, 'id'>;
  state: Partial<PowerState>;
} {
  const { state } = ledger;
  const { run, stopping, maintenance, backOff } = state;
  const now = clock.now();
  const { verdict, isReset } = decided;
  const isStart = verdict === 'failed-start';
  const power = policy();
  const plan = planAction({
    ...{ verdict, isReset },
    ranMs: isStart || run?.since === undefined ? undefined : now.getTime() - Date.parse(run.since),
    rules: toRules(power),
    backOff: { state: backOff, policy: power.backOff },
    maintenance: maintenance?.reason,
    asked: isStart ? undefined : stopping,
  });
  const by = plan.by ?? decided.by;
  const problem = plan.problem ?? decided.problem ?? toLate(stopping, now);
  const isOver = plan.outcome === 'done' || plan.outcome === 'suspended';
  return {
    record: {
      at,
      verdict,
      evidence: [...evidence].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
      ...(decided.intent === undefined ? {} : { intent: decided.intent }),
      ...{ action: plan.action, delayS: plan.delayS, why: plan.why, outcome: plan.outcome },
      ...(isOver ? { endedAt: now.toISOString() } : {}),
      ...(by === undefined ? {} : { by }),
      ...(problem === undefined ? {} : { problem }),
      bootId,
      ...(run?.resume === undefined ? {} : { run: run.resume }),
      ...(decided.stop === undefined ? {} : { stop: decided.stop }),
      endsAt: new Date(now.getTime() + plan.delayS * 1000).toISOString(),
    },
    state: {
      backOff: plan.backOff,
      ...(isStart ? {} : { asked: [], stopping: undefined }),
      ...(run === undefined ? {} : { run: { ...run, isOver: true } }),
    },
  };
}

/** That the guest was not off in time. */
export function toLate(stopping: PowerState['stopping'], now: Date): Problem | undefined {
  if (stopping === undefined || stopping.phase === 'asked') return undefined;
  const { since, limitAt, phase } = stopping;
  const isLate = now.getTime() >= Date.parse(limitAt);
  const limitS = Math.round((Date.parse(limitAt) - Date.parse(since)) / 1000);
  const cut = "The guest's power was cut before it had stopped";
  const message = isLate ? `The guest has not stopped within ${limitS} s` : cut;
  return {
    code: 'power.late',
    severity: 'warning',
    message: isLate && phase === 'forcing' ? `${message}: its power was cut` : message,
  };
}
