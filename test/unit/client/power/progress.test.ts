import { describe, expect, test } from 'vitest';
import {
  countdownWords,
  shortUnderWayWords,
  stoppingFraction,
  stoppingWords,
} from '../../../../src/client/power/progress.ts';
import { mayForce, selectPowerAction } from '../../../../src/client/power/selectors.ts';
import type { State } from '../../../../src/client/state.ts';
import type { Countdown, Stopping } from '../../../../src/contract/index.ts';
import { countingPower, quietPower, stoppingPower } from '../../../support/power-samples.ts';

const at = (time: string) => new Date(`2026-03-01T${time}.000Z`);
const counting = countingPower().countdown as Countdown;
const stopping = stoppingPower().stopping as Stopping;

describe('a countdown', () => {
  test('has its seconds, and says now when they are over', () => {
    expect(countdownWords(counting, at('08:00:01'))).toBe('The guest has halted: the box powers off in 7 s');
    expect(countdownWords(counting, at('08:00:09'))).toBe('The guest has halted: the box powers off now');
  });

  test('is never longer than it was at its beginning, where the clock was set back', () => {
    expect(countdownWords(counting, at('04:00:00'))).toBe('The guest has halted: the box powers off in 10 s');
  });
});

describe('a guest that was asked to stop', () => {
  test('has the rest of its time, and what comes then', () => {
    expect(stoppingWords({ ...stopping, atLimit: 'force-off' }, at('08:00:00'))).toBe(
      'The guest was asked to stop (power button): 87 s left, then its power is cut',
    );
    expect(stoppingWords({ ...stopping, because: 'seat', atLimit: 'give-up' }, at('04:00:00'))).toBe(
      'The guest was asked to stop (bezel): 120 s left, then it goes on',
    );
    expect(shortUnderWayWords(stoppingPower(), at('08:00:00'))).toBe(
      'Guest asked to stop (power button): 87 s left',
    );
  });

  test('has used a part of its time between none and all', () => {
    expect(stoppingFraction(stopping, at('08:00:27'))).toBe(0.5);
    expect(stoppingFraction(stopping, at('04:00:00'))).toBe(0);
    expect(stoppingFraction(stopping, at('09:00:00'))).toBe(1);
    expect(stoppingFraction({ ...stopping, since: stopping.limitAt }, at('08:00:00'))).toBe(1);
  });
});

describe('an action', () => {
  const state = (change: Partial<State>): State => ({
    link: { state: 'connected', since: '2026-03-01T08:00:00.000Z', attempt: 0 },
    operations: [],
    logRevision: 0,
    ...change,
  });
  const lost = { link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1 } } as const;

  test('is what the backend says of it, and not possible without one', () => {
    expect(selectPowerAction(state({ power: quietPower() }), 'off')).toMatchObject({ allowed: true });
    expect(selectPowerAction(state({}), 'off')).toMatchObject({ allowed: false });
    expect(selectPowerAction(state({ power: quietPower(), ...lost }), 'off')).toMatchObject({
      allowed: false,
      reason: 'the backend does not answer',
    });
  });

  test('force is for a guest that is late only', () => {
    const late = stoppingPower({ phase: 'late' });
    expect(mayForce(state({ power: late }))).toBe(true);
    expect(mayForce(state({ power: stoppingPower() }))).toBe(false);
    expect(mayForce(state({ power: late, ...lost }))).toBe(false);
  });
});
