import type {
  Actor,
  FollowAction,
  FollowRule,
  Problem,
  RuledVerdict,
  Verdict,
} from '../../../contract/index.ts';
import { type BackOffPolicy, type BackOffState, counts, planBackOff } from './plan-back-off.ts';

export interface ActionInput {
  verdict: Verdict;
  /** The guest's reset button was pressed. */
  isReset: boolean;
  /** How long the guest has run; undefined where nobody knows. */
  ranMs: number | undefined;
  rules: Record<RuledVerdict, FollowRule>;
  backOff: { state: BackOffState; policy: BackOffPolicy };
  /** The reason of a maintenance. */
  maintenance: string | undefined;
  /** What somebody has asked for, once the guest is off. */
  asked: { afterwards: FollowAction; by: Actor } | undefined;
}

export interface ActionPlan {
  action: FollowAction;
  delayS: number;
  why: string;
  outcome: 'waiting' | 'acting' | 'done' | 'suspended';
  backOff: BackOffState;
  by?: Actor;
  problem?: Problem;
}

/** What the box does after a stop. What somebody asked for comes before maintenance, maintenance before the policy. */
export function planAction(input: ActionInput): ActionPlan {
  const { verdict, asked, maintenance, backOff } = input;
  const same = { delayS: 0, backOff: backOff.state };
  if (verdict === 'host-down')
    return { ...same, action: 'leave-off', why: 'The host goes down', outcome: 'done' };
  if (verdict === 'saved') return { ...same, action: 'leave-off', why: 'It was set aside', outcome: 'done' };
  if (asked !== undefined) {
    const { afterwards: action, by } = asked;
    return {
      ...same,
      action,
      why: `${by.seat} (${by.role}) asked for it`,
      outcome: toOutcome(action, 0),
      by,
    };
  }
  const plan = planByPolicy(input, verdict);
  if (maintenance === undefined || plan.action === 'leave-off') return plan;
  return { ...plan, ...same, why: `Maintenance: ${maintenance}`, outcome: 'suspended' };
}

function planByPolicy({ isReset, ranMs, rules, backOff }: ActionInput, verdict: RuledVerdict): ActionPlan {
  const same = { backOff: backOff.state };
  if (isReset) {
    return { ...same, action: 'restart', delayS: 0, why: 'Its reset button was pressed', outcome: 'acting' };
  }
  const rule = rules[verdict];
  const why = `The policy says so of ${whats[verdict]}`;
  if (!againActions.has(rule.action) || !counts(verdict, ranMs)) {
    return { ...same, ...rule, why, outcome: toOutcome(rule.action, rule.delayS) };
  }
  const { state, delayS, isGivenUp } = planBackOff(backOff.state, backOff.policy, ranMs);
  if (isGivenUp) {
    const message = `The guest is left off after ${state.restarts} restarts in a row`;
    return {
      ...{ action: 'leave-off', delayS: 0, why: message, outcome: 'done', backOff: state },
      problem: {
        code: 'power.broken',
        severity: 'error',
        message,
        hint: 'Start it once the reason is found',
      },
    };
  }
  const waitS = Math.max(rule.delayS, delayS);
  return {
    ...{ action: rule.action, delayS: waitS, outcome: toOutcome(rule.action, waitS), backOff: state },
    why: `${why}; restart ${state.restarts} in a row waits ${waitS} s`,
  };
}

const againActions: ReadonlySet<FollowAction> = new Set(['restart', 'reboot']);

const toOutcome = (action: FollowAction, delayS: number): ActionPlan['outcome'] => {
  if (action === 'leave-off') return 'done';
  return delayS === 0 ? 'acting' : 'waiting';
};

const whats: Record<RuledVerdict, string> = {
  halted: 'a guest that has switched itself off',
  rebooted: 'a guest that has rebooted',
  crashed: 'a guest whose kernel has crashed',
  watchdog: 'a guest that has not fed its watchdog',
  stopped: 'a guest that was asked to stop',
  killed: 'a guest whose power was cut',
  'qemu-died': 'a guest whose QEMU has died',
  'failed-start': 'a guest that cannot be started',
  unknown: 'a guest that is off, and nothing tells why',
};
