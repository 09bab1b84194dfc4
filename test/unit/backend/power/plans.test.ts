import { describe, expect, test } from 'vitest';
import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import { type ActionInput, planAction } from '../../../../src/backend/power/plan/plan-action.ts';
import { counts, noBackOff, planBackOff } from '../../../../src/backend/power/plan/plan-back-off.ts';
import { planResume, type ResumeInput } from '../../../../src/backend/power/plan/plan-resume.ts';
import { toRules } from '../../../../src/backend/power/to-rules.ts';
import type { FollowAction, Verdict } from '../../../../src/contract/index.ts';
import { technician } from './seen.ts';

const { power } = noPolicy();
const input = (verdict: Verdict, change: Partial<ActionInput> = {}): ActionInput => ({
  ...{
    verdict,
    isReset: false,
    ranMs: 3_600_000,
    rules: toRules(power),
    maintenance: undefined,
    asked: undefined,
  },
  backOff: { state: noBackOff, policy: power.backOff },
  ...change,
});

describe('with the defaults of the policy', () => {
  test.each<[Verdict, FollowAction, number, string]>([
    ['halted', 'power-off', 10, 'waiting'],
    ['rebooted', 'restart', 0, 'acting'],
    ['crashed', 'restart', 1, 'waiting'],
    ['watchdog', 'restart', 1, 'waiting'],
    ['stopped', 'leave-off', 0, 'done'],
    ['killed', 'leave-off', 0, 'done'],
    ['qemu-died', 'restart', 1, 'waiting'],
    ['failed-start', 'leave-off', 0, 'done'],
    ['unknown', 'restart', 5, 'waiting'],
    ['host-down', 'leave-off', 0, 'done'],
    ['saved', 'leave-off', 0, 'done'],
  ])('%s: %s after %i s', (verdict, action, delayS, outcome) => {
    expect(planAction(input(verdict))).toMatchObject({ action, delayS, outcome });
  });
});

describe('what comes before the policy', () => {
  const asked = { afterwards: 'reboot', by: technician } as const;
  test('what somebody has asked for, at once, however the guest ended', () => {
    for (const verdict of ['stopped', 'killed', 'crashed', 'qemu-died', 'halted'] as const)
      expect(planAction(input(verdict, { asked, maintenance: 'a new fan' }))).toMatchObject({
        ...{ action: 'reboot', delayS: 0, outcome: 'acting', by: technician },
        why: 'tty1 (technician) asked for it',
      });
  });
  test('the host that goes down, also when somebody has asked for something', () => {
    expect(planAction(input('host-down', { asked }))).toMatchObject({ action: 'leave-off', outcome: 'done' });
  });
  test('maintenance: what would be done is written down, and nothing counts', () => {
    const plan = planAction(input('crashed', { maintenance: 'a new fan' }));
    expect(plan).toMatchObject({ action: 'restart', delayS: 0, outcome: 'suspended', backOff: noBackOff });
    expect(plan.why).toBe('Maintenance: a new fan');
  });
  test('the reset button: the guest is to run again', () => {
    expect(planAction(input('killed', { isReset: true }))).toMatchObject({
      action: 'restart',
      outcome: 'acting',
    });
  });
});

describe('restarts in a row', () => {
  const policy = { delaysS: [1, 5, 30], giveUpAfter: 4, calmS: 600 };
  const soon = 30_000;

  test('wait longer and longer, then are given up', () => {
    let state = noBackOff;
    const seen = Array.from({ length: 6 }, () => {
      const plan = planBackOff(state, policy, soon);
      state = plan.state;
      return plan.isGivenUp ? 'given up' : plan.delayS;
    });
    expect(seen).toEqual([1, 5, 30, 30, 'given up', 'given up']);
    expect(state).toEqual({ restarts: 4, broken: true });
  });
  test('begin anew when the guest has run for long enough', () => {
    expect(planBackOff({ restarts: 3, broken: false }, policy, 600_000).state).toEqual({
      restarts: 1,
      broken: false,
    });
    expect(planBackOff({ restarts: 3, broken: false }, policy, undefined).state.restarts).toBe(4);
  });
  test('are never given up with 0', () => {
    expect(planBackOff({ restarts: 99, broken: false }, { ...policy, giveUpAfter: 0 }, soon)).toMatchObject({
      ...{ delayS: 30, isGivenUp: false },
    });
  });
  test.each<[Verdict, number | undefined, boolean]>([
    ['crashed', 3_600_000, true],
    ['unknown', undefined, true],
    ['rebooted', 59_000, true],
    ['rebooted', 61_000, false],
    ['rebooted', undefined, false],
    ['halted', 1000, false],
    ['stopped', 1000, false],
    ['killed', 1000, false],
  ])('%s after %s ms counts: %s', (verdict, ranMs, does) => {
    expect(counts(verdict, ranMs)).toBe(does);
  });
  test('that are given up leave the guest off, and say so', () => {
    const plan = planAction(
      input('crashed', { ranMs: soon, backOff: { state: { restarts: 4, broken: false }, policy } }),
    );
    expect(plan).toMatchObject({ action: 'leave-off', outcome: 'done', problem: { code: 'power.broken' } });
  });
  test('wait no less than the rule says', () => {
    const rules = { ...toRules(power), crashed: { action: 'reboot', delayS: 20 } as const };
    expect(planAction(input('crashed', { rules }))).toMatchObject({ action: 'reboot', delayS: 20 });
  });
});

describe('a new backend', () => {
  test.each<[ResumeInput['outcome'], FollowAction, boolean, boolean, string]>([
    ['waiting', 'power-off', true, false, 'wait'],
    ['waiting', 'restart', true, false, 'wait'],
    ['acting', 'power-off', true, false, 'act'],
    ['acting', 'restart', true, false, 'act'],
    ['acting', 'restart', true, true, 'done'],
    ['acting', 'power-off', true, true, 'overtaken'],
    ['waiting', 'restart', true, true, 'overtaken'],
    ['waiting', 'power-off', false, false, 'overtaken'],
    ['acting', 'restart', false, false, 'overtaken'],
    ['acting', 'power-off', false, false, 'done'],
    ['acting', 'reboot', false, true, 'done'],
    ['done', 'reboot', true, false, 'nothing'],
    ['cancelled', 'power-off', true, false, 'nothing'],
    ['suspended', 'restart', true, false, 'nothing'],
  ])('%s %s, same boot: %s, has run again: %s → %s', (outcome, action, isSameBoot, hasRunAgain, plan) => {
    expect(planResume({ outcome, action, isSameBoot, hasRunAgain })).toBe(plan);
  });
});
