import { beforeEach, describe, expect, it } from 'vitest';
import { applySteps } from '../../../../src/backend/guest/apply-steps.ts';
import { Follower } from '../../../../src/backend/guest/follow.ts';
import { isOff } from '../../../../src/backend/guest/observed.ts';
import { planStop } from '../../../../src/backend/guest/plan-steps.ts';
import { eventually } from '../../../support/eventually.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';
import { FakeHypervisor } from './fake-hypervisor.ts';

let clock: ManualClock;
let hypervisor: FakeHypervisor;
let follower: Follower;
let changes: number;
let reconciled: number;

const noPages = { reserve: async () => {}, giveBack: async () => {} };

beforeEach(() => {
  clock = new ManualClock();
  hypervisor = new FakeHypervisor();
  changes = 0;
  reconciled = 0;
  follower = new Follower({
    clock,
    log: silentLog,
    hypervisor,
    name: () => 'guest',
    onChange: () => void changes++,
    onReconciled: () => void reconciled++,
  });
});

const state = (): string =>
  follower.observed.kind === 'domain' ? follower.observed.state : follower.observed.kind;
const seen = (wanted: string): Promise<void> => eventually(() => expect(state()).toBe(wanted));
const run = async (): Promise<void> => {
  hypervisor.become('running', 'booted');
  follower.start();
  await seen('running');
};

describe('the guest is followed', () => {
  it('by looking at it when libvirt is there and when something happens', async () => {
    await run();
    expect([reconciled, follower.since]).toEqual([1, undefined]);
    clock.advance(5000);
    hypervisor.become('shutoff', 'shutdown');
    await seen('shutoff');
    expect(follower.since).toEqual(clock.now());
  });

  it('and is unknown while libvirt is away; what comes back as it was has not changed since', async () => {
    await run();
    clock.advance(1000);
    hypervisor.become('paused', 'user');
    await seen('paused');
    const paused = follower.since;
    hypervisor.status = { connected: false };
    hypervisor.tell({ kind: 'disconnected' });
    expect(state()).toBe('unknown');
    clock.advance(60_000);
    hypervisor.status = { connected: true };
    hypervisor.tell({ kind: 'connected' });
    await seen('paused');
    expect(follower.since).toEqual(paused);
    expect(reconciled).toBe(2);
  });

  it('also when events in between were lost', async () => {
    await run();
    hypervisor.tell({ kind: 'disconnected' });
    hypervisor.domain = undefined;
    hypervisor.tell({ kind: 'connected' });
    await seen('absent');
  });

  it('and one reset counts once, although libvirt tells it twice', async () => {
    await run();
    const before = changes;
    clock.advance(10_000);
    hypervisor.tell({ kind: 'domain', name: 'guest', what: 'reboot' });
    clock.advance(35);
    hypervisor.tell({ kind: 'domain', name: 'guest', what: 'reboot' });
    await follower.look();
    expect(changes - before).toBe(1);
    clock.advance(5000);
    hypervisor.tell({ kind: 'domain', name: 'guest', what: 'reboot' });
    expect(changes - before).toBe(2);
  });

  it('but no other domain is', async () => {
    await run();
    hypervisor.domain = undefined;
    hypervisor.tell({ kind: 'domain', name: 'another', what: 'stopped' });
    await Promise.resolve();
    expect(state()).toBe('running');
  });

  it('again after a look that failed', async () => {
    hypervisor.refuse = { readDomain: 'busy' };
    follower.start();
    await eventually(() => expect(clock.pending).toHaveLength(1));
    expect([state(), reconciled]).toEqual(['unknown', 0]);
    hypervisor.refuse = {};
    hypervisor.domain = { uuid: 'u', state: 'running', reason: 'booted', xml: '<domain/>' };
    clock.advance(2000);
    await seen('running');
    expect(reconciled).toBe(1);
  });
});

describe('waiting', () => {
  it('ends when the guest gets there, when the time is up, and when it is cancelled', async () => {
    await run();
    const { signal } = new AbortController();
    const first = follower.waitFor(isOff, { timeoutMs: 5000, signal });
    hypervisor.become('shutoff', 'shutdown');
    expect(await first).toBe(true);

    hypervisor.become('running', 'booted');
    await seen('running');
    const second = follower.waitFor(isOff, { timeoutMs: 2000, signal });
    clock.advance(1000);
    clock.advance(1000);
    expect(await second).toBe(false);

    const abort = new AbortController();
    const third = follower.waitFor(isOff, { timeoutMs: 2000, signal: abort.signal });
    abort.abort(new Error('cancelled'));
    await expect(third).rejects.toThrow('cancelled');
    expect(clock.pending).toEqual([]);
  });

  it('is not over because libvirt is away', async () => {
    await run();
    const waiting = follower.waitFor(isOff, { timeoutMs: 60_000, signal: new AbortController().signal });
    hypervisor.tell({ kind: 'disconnected' });
    hypervisor.tell({ kind: 'connected' });
    await seen('running');
    hypervisor.become('shutoff', 'shutdown');
    expect(await waiting).toBe(true);
  });
});

describe('a stop', () => {
  const agentXml =
    "<domain><devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='connected'/></channel></devices></domain>";
  const stop = async (timeoutS: number): Promise<void> => {
    const work = { signal: new AbortController().signal, progress: () => {} };
    await applySteps(
      planStop(follower.observed, timeoutS),
      { name: 'guest', log: silentLog, hugePages: noPages, hypervisor, follower },
      work,
    );
  };

  it('asks the agent, and the button when the agent does not take it', async () => {
    hypervisor.domain = { uuid: 'u', state: 'running', reason: 'booted', xml: agentXml };
    follower.start();
    await seen('running');
    hypervisor.refuse = { 'askToStop agent': 'the agent is gone' };
    const stopping = stop(60);
    await eventually(() => expect(hypervisor.calls).toEqual(['askToStop agent', 'askToStop button']));
    hypervisor.become('shutoff', 'shutdown');
    await stopping;
  });

  it('is done when the guest is off already', async () => {
    await run();
    hypervisor.refuse = { 'askToStop button': 'domain is not running' };
    hypervisor.domain = { uuid: 'u', state: 'shutoff', reason: 'shutdown', xml: '' };
    await stop(60);
  });

  it('presses the button again, since a guest that boots does not hear, and never cuts the power', async () => {
    await run();
    const stopping = stop(40);
    const failed = expect(stopping).rejects.toMatchObject({ code: 'guest.stop-timeout' });
    await eventually(() => expect(clock.pending).toHaveLength(1));
    for (let second = 0; second < 40; second++) clock.advance(1000);
    await failed;
    expect(hypervisor.calls).toEqual(Array(3).fill('askToStop button'));
    expect(state()).toBe('running');
  });
});
