import type { LedgerEntry, Power, Stopping } from '../../src/contract/index.ts';
import { sample } from './samples.ts';

/** The box follows the guest, and nothing is under way. Times are around that of the tests' clock, 2026-03-01 08:00. */
export function quietPower(change: Partial<Power> = {}): Power {
  const { countdown: _, ...power } = sample.power();
  const actions = { ...power.actions, cancel: { ...power.actions.cancel, allowed: false } };
  return {
    ...power,
    backOff: { restarts: 0, nextDelayS: 1, giveUpAfter: 10, broken: false },
    last: stop(),
    actions,
    ...change,
  };
}

/** The guest has halted, and the box powers off in 8 s. */
export const countingPower = (change: Partial<Power> = {}): Power =>
  quietPower({
    countdown: {
      entry: 12,
      verdict: 'halted',
      action: 'power-off',
      endsAt: '2026-03-01T08:00:08.000Z',
      totalS: 10,
    },
    actions: sample.power().actions,
    ...change,
  });

/** The power button was pressed, and the guest has 87 s left to stop. */
export const stoppingPower = (change: Partial<Stopping> = {}): Power =>
  quietPower({
    stopping: {
      because: 'power-button',
      by: { seat: 'bezel', role: 'admin' },
      since: '2026-03-01T07:59:27.000Z',
      phase: 'asked',
      limitAt: '2026-03-01T08:01:27.000Z',
      atLimit: 'ask',
      afterwards: 'power-off',
      ...change,
    },
    actions: sample.power().actions,
  });

export const onMaintenance = (change: Partial<Power> = {}): Power =>
  quietPower({
    maintenance: {
      reason: 'the disks are being replaced',
      by: { seat: 'tty1', role: 'technician' },
      since: '2026-03-01T07:00:00.000Z',
      until: '2026-03-01T09:00:00.000Z',
    },
    ...change,
  });

export const leftOff = (): Power =>
  quietPower({ backOff: { restarts: 10, nextDelayS: 600, giveUpAfter: 10, broken: true } });

/** A stop of the guest that was cut off at the limit. */
export const stop = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: 9,
  at: '2026-03-01T06:00:00.000Z',
  verdict: 'killed',
  evidence: [{ at: '2026-03-01T06:00:00.000Z', source: 'qemu', what: 'SHUTDOWN host-qmp-quit' }],
  intent: { kind: 'reboot', reason: 'a new kernel', at: '2026-03-01T05:58:20.000Z' },
  action: 'power-off',
  delayS: 0,
  why: 'tty1 (technician) asked for it',
  outcome: 'failed',
  endedAt: '2026-03-01T06:00:01.000Z',
  by: { seat: 'tty1', role: 'technician' },
  problem: {
    code: 'power.cut-at-limit',
    severity: 'warning',
    message: 'The guest did not stop within 90 s, and its power was cut',
    hint: "Look at the guest's log for what held it up",
  },
  ...change,
});
