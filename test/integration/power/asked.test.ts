import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Operation } from '../../../src/contract/index.ts';
import { patiently } from '../../support/eventually.ts';
import { type PowerBox, startPowerBox } from './support/box.ts';

let box: PowerBox;
beforeEach(async () => {
  box = await startPowerBox();
});
afterEach(() => box?.[Symbol.asyncDispose]());

const start = async (rest = ''): Promise<void> => {
  await box.writePolicy(rest);
  await box.backend.start();
  await box.booted(1);
};
const call = () => box.backend.admin;
const ended = (operation: Operation): Promise<Operation> =>
  vi.waitFor(
    async () => {
      const now = await call().call('operations.get', { params: { id: operation.id } });
      expect(['queued', 'running']).not.toContain(now.state);
      return now;
    },
    { timeout: 60_000, interval: 50 },
  );
const guestIs = (state: string) =>
  vi.waitFor(async () => expect((await call().call('guest.get')).state).toBe(state), { timeout: 60_000 });

test('the guest is asked, stops, and the box powers off: it would, since its power is not ours', async () => {
  await start();
  const body = { because: 'power-button', reason: 'closing time' } as const;
  const operation = await ended(await call().call('power.off', { body }));
  expect(operation).toMatchObject({ kind: 'power.off', state: 'done' });
  expect(await box.entered(1)).toMatchObject({
    ...{ verdict: 'stopped', action: 'power-off', outcome: 'done', by: { seat: 'admin', role: 'admin' } },
    why: 'admin (admin) asked for it',
  });
  await patiently(() => expect(box.backend.output()).toContain('The box would power off'));
  const { own, stopping } = await call().call('power.get');
  expect({ own, stopping }).toEqual({ own: false, stopping: undefined });
});

test('a guest that does not hear is late: seats are asked, it goes on, and is forced', async () => {
  await start();
  await box.ignoresButton();
  const operation = await call().call('power.restart', { body: {} });
  expect(await box.until(({ stopping }) => stopping)).toMatchObject({
    ...{ phase: 'asked', atLimit: 'ask', afterwards: 'restart', because: 'seat' },
  });
  await expect(call().call('power.restart', { body: {} })).rejects.toMatchObject({
    code: 'power.already-asked',
  });
  expect(await ended(operation)).toMatchObject({ state: 'failed', error: { code: 'power.late' } });
  const power = await box.until((now) => now.stopping?.phase === 'late' && now);
  expect(power.last).toMatchObject({
    outcome: 'waiting',
    problem: { message: 'The guest has not stopped within 5 s' },
  });
  expect(power.problems.map(({ code }) => code)).toContain('power.late');
  // Not forgotten when bezeld is killed.
  await box.backend.end('SIGKILL');
  await box.backend.start();
  await box.until((now) => now.stopping?.phase === 'late');
  await call().call('power.force');
  const entry = await box.entered(1);
  expect(entry).toMatchObject({
    ...{ verdict: 'killed', action: 'restart', outcome: 'done' },
    problem: { code: 'power.late', message: 'The guest has not stopped within 5 s: its power was cut' },
  });
  await box.booted(2);
  expect(await box.ledger()).toHaveLength(1);
});

test.each([
  ['force-off', 'killed', 'done'],
  ['give-up', 'stopped', 'cancelled'],
] as const)('at the limit %s is done by itself', async (atLimit, verdict, outcome) => {
  await start();
  await box.ignoresButton();
  const operation = await ended(await call().call('power.off', { body: { because: 'ups', atLimit } }));
  expect(operation.state).toBe(atLimit === 'give-up' ? 'failed' : 'done');
  expect(await box.entered(1)).toMatchObject({ verdict, outcome, problem: { code: 'power.late' } });
  await guestIs(atLimit === 'give-up' ? 'running' : 'off');
});

test('what was asked for is called off: a guest that halts all the same has stopped, and nothing follows', async () => {
  await start();
  await box.ignoresButton();
  const operation = await call().call('power.reboot', { body: {} });
  await box.until(({ stopping }) => stopping);
  const power = await call().call('power.cancel');
  expect(power.stopping).toBeUndefined();
  expect(await ended(operation)).toMatchObject({ state: 'failed', error: { code: 'power.cancelled' } });
  await call().call('guest.kill');
  expect(await box.entered(1)).toMatchObject({ verdict: 'killed', action: 'leave-off' });
});

test('the host goes down: the guest is cut at the limit, and the call ends only then', async () => {
  await start();
  await box.ignoresButton();
  const operation = await ended(await call().call('power.host-down', { body: { limitS: 1 } }));
  expect(operation.state).toBe('done');
  expect((await call().call('guest.get')).state).toBe('off');
  expect(await box.entered(1)).toMatchObject({
    ...{ verdict: 'host-down', action: 'leave-off', problem: { code: 'power.late' } },
  });
  // Once more, of a guest that is off.
  expect(await ended(await call().call('power.host-down', { body: {} }))).toMatchObject({ state: 'done' });
});

test('a countdown is told, goes on after SIGKILL with what is left, and is called off', async () => {
  await start('power: { halted: { action: restart, delayS: 3000 } }');
  await box.tell('h');
  const { countdown } = await box.until((power) => power.countdown && power);
  expect(countdown).toMatchObject({ verdict: 'halted', action: 'restart', totalS: 3000 });
  await box.backend.end('SIGKILL');
  await box.backend.start();
  expect((await box.until((power) => power.countdown && power)).countdown).toEqual(countdown);
  const power = await call().call('power.cancel');
  expect(power.last).toMatchObject({ outcome: 'cancelled', by: { seat: 'admin' } });
  await expect(call().call('power.cancel')).rejects.toMatchObject({ code: 'power.nothing' });
});

test('somebody who starts the guest overtakes the countdown', async () => {
  await start('power: { halted: { action: power-off, delayS: 3000 } }');
  await box.tell('h');
  await box.until((power) => power.countdown);
  await guestIs('off');
  await call().call('guest.start');
  await box.booted(2);
  expect((await call().call('power.get')).last).toMatchObject({ verdict: 'halted', outcome: 'overtaken' });
});

test('in maintenance nothing follows, also after a restart, until it ends', async () => {
  await start('power: { rebooted: { action: restart, delayS: 0 } }');
  const { maintenance } = await call().call('power.maintenance', {
    body: { reason: 'a new fan', forS: 3600 },
  });
  expect(maintenance).toMatchObject({ reason: 'a new fan', until: expect.any(String) });
  await box.backend.end('SIGKILL');
  await box.backend.start();
  await guestIs('running');
  await box.tell('r');
  expect(await box.entered(1)).toMatchObject({
    verdict: 'rebooted',
    action: 'restart',
    outcome: 'suspended',
  });
  await guestIs('off');
  expect((await call().call('power.end-maintenance')).maintenance).toBeUndefined();
  await call().call('guest.start');
  await box.booted(2);
  await box.tell('r');
  await box.booted(3);
});

test('a guest that crashes again and again is left off, and the box says so', async () => {
  await start('power: { backOff: { delaysS: [0], giveUpAfter: 2 } }');
  for (const times of [1, 2]) {
    await box.tell('p');
    await box.entered(times);
    await box.booted(times + 1);
  }
  await box.tell('p');
  expect(await box.entered(3)).toMatchObject({ action: 'leave-off', problem: { code: 'power.broken' } });
  const { backOff, problems } = await call().call('power.get');
  expect(backOff).toMatchObject({ restarts: 2, broken: true });
  expect(problems.map(({ code }) => code)).toEqual(['power.broken']);
  // QEMU tells of the panic before libvirt does.
  await guestIs('crashed');
  await call().call('guest.start');
  await box.booted(4);
  expect((await call().call('power.get')).backOff).toMatchObject({ restarts: 0, broken: false });
});
