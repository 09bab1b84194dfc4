import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import type { PolicySnapshot } from '../../../../src/backend/config/slice.ts';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import type { WorkRequest } from '../../../../src/backend/engine/work.ts';
import { KeptStateFile } from '../../../../src/backend/guest/kept-state.ts';
import { GuestSlice } from '../../../../src/backend/guest/slice.ts';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import type { Actor, Inventory, Operation } from '../../../../src/contract/index.ts';
import { known } from '../../../../src/contract/index.ts';
import { readMachineInventory } from '../../../support/domain-cases.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';
import { FakeHypervisor } from './fake-hypervisor.ts';

const technician: Actor = { seat: 'tty1', role: 'technician' };
const template = join(import.meta.dirname, '..', '..', '..', '..', 'templates', 'domain.xml');

let hypervisor: FakeHypervisor;
let bus: Bus<Topics>;
let inventory: Inventory;
let snapshot: PolicySnapshot;
let asked: WorkRequest[];
let good: string[];
let guest: GuestSlice;

function policy(autostart: boolean): PolicySnapshot {
  const text = `version: 1\nguest: {autostart: ${autostart}, disks: [{target: vda, source: /dev/null}]}\n`;
  const parsed = parsePolicy(text, 'f');
  if (!parsed.ok) throw new Error('the policy is wrong');
  return { policy: parsed.policy, text };
}

beforeEach(() => {
  hypervisor = new FakeHypervisor();
  bus = new Bus<Topics>((_, error) => {
    throw error;
  });
  inventory = readMachineInventory('small');
  snapshot = policy(false);
  asked = [];
  good = [];
  const files = filesBelow('/');
  guest = new GuestSlice({
    bus,
    clock: new ManualClock(),
    log: silentLog,
    hypervisor,
    runner: {
      submit: (request) => {
        asked.push(request);
        return { id: String(asked.length), kind: request.kind } as Operation;
      },
      cancel: () => {},
    },
    config: {
      snapshot: () => snapshot,
      keepAsGood: async (_, xml) => void good.push(xml),
      readGoodDomainXml: async () => good.at(-1),
    },
    inventory: { get: async () => inventory, refresh: async () => inventory },
    applyNetwork: async () => [],
    kept: new KeptStateFile({
      log: silentLog,
      file: '/guest.json',
      files: { readText: async () => notRead('missing', '') },
      writeFile: async () => {},
    }),
    prepare: {
      files: { ...files, readRealPath: async (path) => read(path) },
      template,
      serialLog: '/var/log/guest.log',
    },
    bootId: 'boot-1',
  });
});
afterEach(() => guest.stop());

const seen = (state: string) => vi.waitFor(() => expect(guest.get().state).toBe(state));
const runLast = async (): Promise<void> => {
  const request = asked.at(-1);
  await request?.run({ signal: new AbortController().signal, progress: () => {} });
  bus.publish('operation', { id: String(asked.length), state: 'done' } as Operation);
};

describe('a start', () => {
  it('defines, starts, and keeps what worked', async () => {
    await guest.start();
    await seen('absent');
    await guest.handlers['guest.start']({}, technician);
    expect(guest.get().state).toBe('starting');
    await runLast();
    await seen('running');
    expect(hypervisor.calls).toEqual(['defineDomain', 'startDomain']);
    expect(good).toEqual([expect.stringContaining("<domain type='kvm'>")]);
  });

  it('is refused with the reason while something is in its way, and possible as soon as it is gone', async () => {
    inventory = { ...inventory, cpu: { ...inventory.cpu, kvm: known(false) } };
    await guest.start();
    await seen('absent');
    await expect(guest.handlers['guest.start']({}, technician)).rejects.toMatchObject({
      code: 'guest.not-possible',
      message: 'The box cannot run the guest: there is no KVM (/dev/kvm)',
      details: { hint: expect.stringContaining("box's firmware set-up") },
    });
    inventory = readMachineInventory('small');
    await guest.handlers['guest.start']({}, technician);
    expect(asked).toHaveLength(1);
  });

  it('that is cancelled before it began leaves the guest as it was', async () => {
    await guest.start();
    await seen('absent');
    await guest.handlers['guest.start']({}, technician);
    bus.publish('operation', { id: '1', state: 'cancelled' } as Operation);
    expect(guest.get().state).toBe('absent');
  });

  it('asked for twice at once happens once', async () => {
    await guest.start();
    await seen('absent');
    const both = await Promise.allSettled(
      [1, 2].map(async () => guest.handlers['guest.start']({}, technician)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked).toHaveLength(1);
  });
});

describe('by itself the guest starts', () => {
  const kinds = (): string[] => asked.map(({ kind, by }) => `${kind} ${by.seat}`);

  it('when libvirt is there', async () => {
    snapshot = policy(true);
    await guest.start();
    await vi.waitFor(() => expect(kinds()).toEqual(['guest.start bezel']));
  });

  it('when what was missing comes: a policy, hardware', async () => {
    snapshot = { policy: noPolicy(), text: undefined };
    inventory = { ...inventory, cpu: { ...inventory.cpu, kvm: known(false) } };
    await guest.start();
    await seen('absent');
    snapshot = policy(true);
    bus.publish('config', {} as Topics['config']);
    await vi.waitFor(() => expect(guest.get().problems.map(({ code }) => code)).toEqual(['guest.no-kvm']));
    expect(kinds()).toEqual([]);
    inventory = readMachineInventory('small');
    bus.publish('inventory', inventory);
    await vi.waitFor(() => expect(kinds()).toEqual(['guest.start bezel']));
  });

  it('but not when it ran before and somebody stopped it', async () => {
    snapshot = policy(true);
    hypervisor.become('running', 'booted');
    await guest.start();
    await seen('running');
    hypervisor.become('shutoff', 'shutdown');
    await seen('off');
    bus.publish('config', {} as Topics['config']);
    hypervisor.tell({ kind: 'connected' });
    await guest.handlers['guest.xml']({ query: { source: 'rendered' } }, technician);
    expect(kinds()).toEqual([]);
  });
});

describe('the XML', () => {
  it('is of the guest that runs, else what the next start would give', async () => {
    await guest.start();
    await seen('absent');
    expect(await guest.handlers['guest.xml']({ query: {} }, technician)).toMatchObject({
      source: 'rendered',
    });
    await expect(
      guest.handlers['guest.xml']({ query: { source: 'live' } }, technician),
    ).rejects.toMatchObject({ code: 'guest.not-running' });
    await expect(
      guest.handlers['guest.xml']({ query: { source: 'defined' } }, technician),
    ).rejects.toMatchObject({ code: 'guest.not-defined' });
    hypervisor.become('running', 'booted');
    await seen('running');
    expect(await guest.handlers['guest.xml']({ query: {} }, technician)).toEqual({
      source: 'live',
      xml: '<domain/>',
    });
  });
});
