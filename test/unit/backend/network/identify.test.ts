import { expect, it } from 'vitest';
import type { RunCommand } from '../../../../src/backend/host/commands.ts';
import { findPort, runIdentify } from '../../../../src/backend/network/identify.ts';
import { nicAt } from '../../../support/any-machine.ts';
import { ManualClock } from '../../client/manual-clock.ts';

const nics = [
  nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0', 'LAN 1'),
  nicAt('eno2', '3c:ec:ef:00:00:11', '0000:02:00.0', 'LAN 1'),
];
const code = async (fn: () => unknown): Promise<unknown> => {
  try {
    await fn();
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

it('finds the port that is meant, or says why none is', async () => {
  expect(findPort('eno2', nics)).toBe(nics[1]);
  expect(await code(() => findPort('eno9', nics))).toBe('network.port-unknown');
  expect(await code(() => findPort('LAN 1', nics))).toBe('network.port-ambiguous');
});

it('blinks, tells how far it is, and leaves no timer', async () => {
  const clock = new ManualClock();
  const ran: string[] = [];
  const told: (number | undefined)[] = [];
  const run: RunCommand = async (file, args) => {
    ran.push([file, ...args].join(' '));
    clock.advance(1000);
    clock.advance(1000);
    return { ok: true, stdout: '' };
  };
  const context = {
    signal: new AbortController().signal,
    progress: (_: string, at?: number) => told.push(at),
  };
  await runIdentify(run, clock, { name: 'eno1', seconds: 4 }, context);
  expect([ran, told, clock.pending]).toEqual([['ethtool --identify eno1 4'], [0, 0.25, 0.5], []]);
});

it('answers that the driver cannot', async () => {
  const run: RunCommand = async () => ({
    ...{ ok: false, why: 'failed', status: 95 },
    message: 'Cannot identify NIC: Operation not supported',
  });
  const clock = new ManualClock();
  const context = { signal: new AbortController().signal, progress: () => {} };
  const failing = () => runIdentify(run, clock, { name: 'eno1', seconds: 4 }, context);
  expect(await code(failing)).toBe('network.cannot-identify');
  expect(clock.pending).toEqual([]);
});

it('hands the cancel on to the program, and says that it was cancelled', async () => {
  const abort = new AbortController();
  const run: RunCommand = async (_file, _args, options) => {
    abort.abort(Object.assign(new Error('cancelled'), { code: 'operation.cancelled' }));
    expect(options?.signal?.aborted).toBe(true);
    return { ok: false, why: 'cancelled', message: 'it was cancelled' };
  };
  const context = { signal: abort.signal, progress: () => {} };
  const failing = () => runIdentify(run, new ManualClock(), { name: 'eno1', seconds: 4 }, context);
  expect(await code(failing)).toBe('operation.cancelled');
});
