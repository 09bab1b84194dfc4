import { expect, test } from 'vitest';
import { planMessage } from '../../../../src/backend/display/plan-message.ts';
import type { Guest, Power } from '../../../../src/contract/index.ts';
import { quietPower } from '../../../support/power-samples.ts';
import { sample } from '../../../support/samples.ts';

const endsAt = '2026-11-30T12:00:05.000Z';
const guest = (parts: Partial<Guest>): Guest => ({ ...sample.guest(), problems: [], ...parts });
const message = (of: Partial<Guest>, parts?: Partial<Power>) =>
  planMessage(guest(of), quietPower(parts), 'ctrl-alt-f2');

test('nothing is said while the guest starts or runs, or nobody knows', () => {
  for (const state of ['starting', 'running', 'unknown'] as const) expect(message({ state })).toBeUndefined();
});

test.each([
  ['restart', 'Starting again in'],
  ['power-off', 'Switching off in'],
  ['reboot', 'Restarting in'],
] as const)('a countdown to %s is told with its end, whatever the guest does', (action, text) => {
  const countdown = { entry: 1, verdict: 'halted', action, endsAt, totalS: 5 } as const;
  expect(message({ state: 'off' }, { countdown })).toEqual({ text, until: endsAt });
});

test('who is asked to stop is told what comes after it', () => {
  const stopping = { ...sample.power().stopping, afterwards: 'power-off' } as Power['stopping'];
  expect(message({ state: 'stopping' }, { stopping })).toEqual({ text: 'Shutting down …' });
});

test('a guest that is off and may be started sends to the console', () => {
  const { actions } = sample.guest();
  expect(message({ state: 'off', actions: { ...actions, start: { allowed: true } } })?.text).toBe(
    'Switched off. Ctrl-Alt-F2 for the service console',
  );
});

test('a guest that cannot run, or is started no more, is out of service', () => {
  const text = 'Out of service. Ctrl-Alt-F2 for the service console';
  const problems = [{ severity: 'error', code: 'x', message: 'y' }] as Guest['problems'];
  expect(message({ state: 'off', problems })?.text).toBe(text);
  expect(message({ state: 'absent' })?.text).toBe(text);
  expect(message({ state: 'off' }, { backOff: { ...sample.power().backOff, broken: true } })?.text).toBe(
    text,
  );
});

test('one that has crashed sends to the console when it may be started, or is started no more', () => {
  const { actions } = sample.guest();
  expect(message({ state: 'crashed' })?.text).toBe('Stopped by an error');
  expect(message({ state: 'crashed', actions: { ...actions, start: { allowed: true } } })?.text).toBe(
    'Stopped by an error. Ctrl-Alt-F2 for the service console',
  );
  expect(message({ state: 'crashed' }, { backOff: { ...sample.power().backOff, broken: true } })?.text).toBe(
    'Out of service. Ctrl-Alt-F2 for the service console',
  );
});

test('no line says that there is a guest', () => {
  for (const state of [
    'absent',
    'off',
    'starting',
    'running',
    'paused',
    'stopping',
    'crashed',
    'unknown',
  ] as const)
    expect(message({ state })?.text ?? '').not.toMatch(/guest|hypervisor|virtual/i);
});
