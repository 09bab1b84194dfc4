import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OperatorError } from '../../../../../src/backend/engine/operator-error.ts';
import { StartHistory } from '../../../../../src/backend/guest/starts/history.ts';
import type { Inventory } from '../../../../../src/contract/index.ts';
import { known } from '../../../../../src/contract/index.ts';
import { eventually } from '../../../../support/eventually.ts';
import { FakeBox, policyOf, technician } from '../fake-box.ts';

let box: FakeBox;
beforeEach(async () => {
  box = new FakeBox();
  await box.guest.start();
  await box.seen('absent');
});
afterEach(() => box.guest.stop());

const viewer = { seat: 'tty1', role: 'viewer' } as const;
const changes = () => box.guest.changes();
const nextWords = () => changes().next.map(({ message }) => message);
const list = async () => (await box.guest.handlers['config.starts']({ query: {} }, viewer)).starts;
const diff = async (of: 'next' | 'last') => box.guest.handlers['config.diff']({ query: { of } }, viewer);
const accept = async (shown?: string) =>
  box.guest.handlers['config.accept']({ query: shown === undefined ? {} : { changes: shown } }, technician);
const rollback = async () => box.guest.handlers['config.rollback']({}, technician);

const withMemory = (inventory: Inventory, mib: number): Inventory => ({
  ...inventory,
  memory: { ...inventory.memory, totalMiB: known(mib) },
});
/** Memory is added to the box, twice what was there. */
const grow = async () => {
  const total = box.inventory.memory.totalMiB;
  if (total.state !== 'known') throw new Error('the machine has no memory');
  await box.change({ inventory: withMemory(box.inventory, total.value * 2) });
};
/** QEMU does not start with what is rendered now. */
const breakNext = async () => {
  const { xml } = await box.guest.handlers['guest.xml']({ query: { source: 'rendered' } }, viewer);
  box.hypervisor.broken = /<memory unit='MiB'>\d+</.exec(xml)?.[0];
};

describe('what the guest was started with', () => {
  it('is recorded, with what it changed', async () => {
    expect(changes()).toEqual({ choice: 'rendered', next: [], held: false });
    await box.startGuest();
    await box.stopGuest();
    await grow();
    expect(nextWords()).toEqual([expect.stringMatching(/^memory \S+ \S+ → \S+ \S+$/)]);
    await box.startGuest();
    expect(nextWords()).toEqual([]);
    const starts = await list();
    expect(starts.map(({ id, origin, outcome }) => [id, origin, outcome])).toEqual([
      [2, 'rendered', 'started'],
      [1, 'rendered', 'started'],
    ]);
    expect(starts.map((start) => start.changes.length)).toEqual([1, 0]);
    expect(changes().lastStart).toEqual(starts[0]);
  });

  it('is known to the next backend, and what would be another start then', async () => {
    await box.startGuest();
    await box.restart();
    await grow();
    expect(nextWords()).toHaveLength(1);
    expect((await diff('next')).xml).toMatch(/\n- {2}<memory unit='MiB'>\d+<\/memory>\n\+ {2}<memory/);
  });

  it('is compared from start to start', async () => {
    expect(await diff('last')).toEqual({ of: 'last', changes: [], xml: '' });
    await box.startGuest();
    await box.stopGuest();
    await grow();
    await box.startGuest();
    expect(await diff('next')).toMatchObject({ changes: [], xml: '' });
    expect(await diff('last')).toMatchObject({
      since: expect.any(String),
      changes: [{ subject: 'memory' }],
      xml: expect.stringMatching(/^--- start before\n\+\+\+ last start\n/),
    });
  });

  it('cannot be compared with what cannot be rendered, and the reason is said', async () => {
    await box.startGuest();
    await box.change({ inventory: { ...box.inventory, cpu: { ...box.inventory.cpu, kvm: known(false) } } });
    await expect(diff('next')).rejects.toMatchObject({ code: 'guest.no-kvm' });
    expect(nextWords()).toEqual([]);
  });
});

describe('changes that are held', () => {
  beforeEach(async () => {
    box.snapshot = policyOf('autostart: false, changes: hold');
    await box.startGuest();
    await box.stopGuest();
    await grow();
  });

  it('are no reason to hold the very first start, nor one that changes nothing', () => {
    expect(box.asked).toHaveLength(1);
  });

  it('wait for a technician, who is told what to do', async () => {
    expect(changes()).toMatchObject({ held: true, next: [{ subject: 'memory' }] });
    expect(box.codes).toEqual(['guest.held']);
    expect(box.guest.get().actions.start).toEqual({
      allowed: false,
      reason: expect.stringMatching(/^Changes wait for a technician before the guest starts: memory /),
    });
    await expect(box.call('start')).rejects.toMatchObject({
      code: 'guest.held',
      details: { hint: expect.stringMatching(/config accept.*config rollback/) },
    });
  });

  it('are told to everybody, and so is it when they are accepted', async () => {
    const told: boolean[] = [];
    box.bus.on('guest', () => told.push(changes().held));
    await accept();
    expect(told).toEqual([false]);
  });

  it('are started once they are accepted, also by the next backend', async () => {
    const { nextId } = changes();
    expect(await accept(nextId)).toMatchObject({ held: false, next: [{ subject: 'memory' }] });
    await box.restart();
    await box.seen('off');
    expect(box.codes).toEqual([]);
    await box.startGuest();
    expect(changes()).toMatchObject({ held: false, next: [] });
  });

  it('are held again when they have become others', async () => {
    await accept();
    await grow();
    expect(changes().held).toBe(true);
    await expect(box.call('start')).rejects.toMatchObject({ code: 'guest.held' });
  });

  it('are not accepted unseen', async () => {
    const { nextId } = changes();
    await grow();
    await expect(accept(nextId)).rejects.toMatchObject({ code: 'config.changed-again' });
    expect(changes().held).toBe(true);
  });

  it('that were accepted once have to be accepted anew after they were taken back', async () => {
    const { inventory } = box;
    await accept();
    await box.startGuest();
    await box.stopGuest();
    await box.change({ snapshot: policyOf('autostart: false') });
    await box.change({ inventory: withMemory(inventory, 65536) });
    await box.startGuest();
    await box.stopGuest();
    await box.change({ snapshot: policyOf('autostart: false, changes: hold'), inventory });
    expect(changes().held).toBe(true);
  });

  it('are held for a start that was asked for before they came', async () => {
    await accept();
    await box.call('start');
    await grow();
    await expect(box.runLast()).rejects.toMatchObject({ code: 'guest.held' });
    expect(box.guest.get().state).toBe('off');
  });

  it('can be left aside: the last good configuration starts, and stays chosen until they are accepted', async () => {
    expect(await rollback()).toMatchObject({ choice: 'last-good', held: false });
    const good = box.good?.domainXml;
    await box.restart();
    await box.seen('off');
    expect(box.codes).toEqual(['guest.last-good-chosen']);
    await box.startGuest();
    expect(box.hypervisor.domain?.xml).toBe(good);
    expect((await list())[0]).toMatchObject({
      origin: 'last-good',
      outcome: 'started',
      changes: [],
      problem: { code: 'guest.last-good-chosen', severity: 'warning' },
    });
    await box.stopGuest();
    expect(changes().choice).toBe('last-good');
    await accept();
    expect(changes()).toMatchObject({ choice: 'rendered', held: false });
    await box.startGuest();
    expect(box.hypervisor.domain?.xml).not.toBe(good);
  });
});

describe('by itself', () => {
  beforeEach(async () => {
    box.snapshot = policyOf('autostart: true, changes: hold');
    await box.startGuest();
    await box.stopGuest();
    await box.reboot('boot-2');
    await eventually(() => expect(box.kinds).toEqual(['guest.start bezel']));
    await box.runLast();
    await box.stopGuest();
    const { inventory } = box;
    box.inventory = withMemory(inventory, 65536);
    await box.reboot('boot-3');
    await box.seen('off');
  });

  it('a held guest does not start, and starts as soon as its changes are accepted', async () => {
    expect(box.kinds).toEqual([]);
    await box.change({});
    expect(box.kinds).toEqual([]);
    await accept();
    await eventually(() => expect(box.kinds).toEqual(['guest.start bezel']));
    await box.runLast();
    expect(changes()).toMatchObject({ held: false, next: [] });
  });

  it('a held guest starts as it was when a technician goes back', async () => {
    await rollback();
    await eventually(() => expect(box.kinds).toEqual(['guest.start bezel']));
    await box.runLast();
    expect((await list())[0]).toMatchObject({ origin: 'last-good', outcome: 'started' });
  });
});

describe('what does not start', () => {
  beforeEach(async () => {
    box.snapshot = policyOf('autostart: true');
    await box.startGuest();
    await box.stopGuest();
    await grow();
    await breakNext();
  });
  const outcomes = async () => (await list()).map(({ origin, outcome }) => `${origin} ${outcome}`);

  it('is replaced by the last good configuration, which stays what it was, and that is said', async () => {
    const { good } = box;
    await box.startGuest();
    expect(box.hypervisor.domain?.xml).toBe(good?.domainXml);
    expect(box.good).toEqual(good);
    expect(await outcomes()).toEqual(['last-good started', 'rendered failed', 'rendered started']);
    expect(box.guest.get().problems).toMatchObject([
      {
        code: 'guest.fell-back',
        severity: 'error',
        message: expect.stringMatching(
          /^The guest was started with its last good configuration: libvirt refuses: QEMU does not know/,
        ),
      },
    ]);
    expect(nextWords()).toHaveLength(1);
    await box.restart();
    await box.seen('running');
    expect(box.codes).toEqual(['guest.fell-back']);
  });

  it('is replaced by a start that has a time of its own, not that of the first start with it', async () => {
    box.clock.advance(60_000);
    await box.startGuest();
    const times = (await list()).map(({ at }) => Date.parse(at));
    expect(times[0]).toBeGreaterThanOrEqual(times[1] ?? Number.NaN);
    expect(times[1]).toBeGreaterThan(times[2] ?? Number.NaN);
  });

  it('is not tried again by itself, but when somebody asks for a start', async () => {
    await box.startGuest();
    await box.reboot('boot-2');
    await eventually(() => expect(box.kinds).toEqual(['guest.start bezel']));
    await box.runLast();
    expect(box.hypervisor.calls).toEqual(['defineDomain', 'giveBack', 'startDomain']);
    expect((await outcomes()).slice(0, 2)).toEqual(['last-good started', 'last-good started']);
    expect(box.codes).toEqual(['guest.fell-back']);

    await box.stopGuest();
    await box.startGuest();
    expect((await outcomes()).slice(0, 2)).toEqual(['last-good started', 'rendered failed']);
  });

  it('is tried by itself again once something has changed', async () => {
    await box.startGuest();
    await box.reboot('boot-2');
    await eventually(() => expect(box.kinds).toHaveLength(1));
    await grow();
    await box.runLast();
    expect((await outcomes())[0]).toBe('rendered started');
    expect(box.codes).toEqual([]);
  });

  it('is told with the first reason when the last good configuration does not start either', async () => {
    box.hypervisor.broken = '<domain';
    await box.call('start');
    await expect(box.runLast()).rejects.toMatchObject({ code: 'libvirt.refused' });
    expect(await outcomes()).toEqual(['last-good failed', 'rendered failed', 'rendered started']);
    expect(box.guest.get()).toMatchObject({ state: 'off', problems: [{ code: 'guest.start-failed' }] });
  });

  it('by itself is tried once, not at every event', async () => {
    box.hypervisor.broken = '<domain';
    await box.reboot('boot-2');
    await eventually(() => expect(box.kinds).toHaveLength(1));
    await expect(box.runLast()).rejects.toThrow();
    await box.change({});
    await box.change({});
    expect(box.kinds).toHaveLength(1);
    await box.change({ snapshot: policyOf('autostart: true, memory: {maxMiB: 512}') });
    await eventually(() => expect(box.kinds).toHaveLength(2));
  });

  it('is not replaced when it is unknown what came of it', async () => {
    box.hypervisor.startDomain = async () => {
      throw new OperatorError('libvirt.timeout', 'libvirt does not answer in time');
    };
    await box.call('start');
    await expect(box.runLast()).rejects.toMatchObject({ code: 'libvirt.timeout' });
    expect(await outcomes()).toEqual(['rendered failed', 'rendered started']);
    box.hypervisor.become('running', 'booted');
    await eventually(async () => expect(await outcomes()).toEqual(['rendered started', 'rendered started']));
    expect(nextWords()).toEqual([]);
  });

  it('goes without a NIC that is gone, and that is said', async () => {
    const [gone, ...nics] = box.inventory.nics;
    await box.change({ inventory: { ...box.inventory, nics } });
    await breakNext();
    await box.startGuest();
    expect(box.hypervisor.domain?.xml).not.toContain(`br-${gone?.name}'`);
    // And the one on the private link.
    expect(box.promised).toHaveLength(nics.length + 1);
    expect(box.guest.get().problems.find(({ code }) => code === 'guest.fell-back')?.message).toMatch(
      new RegExp(`; without NIC 1 \\(${gone?.name}\\), which the box no longer has$`),
    );
  });
});

describe('huge pages', () => {
  const withPages = policyOf('autostart: false, memory: {hugePages: 2MiB}');

  it('are set aside before QEMU starts, and given back before a start that needs none', async () => {
    await box.change({ snapshot: withPages });
    await box.startGuest();
    expect(box.hypervisor.calls).toEqual([
      'defineDomain',
      expect.stringMatching(/^reserve 2048 \[\[0,\d+\]\]$/),
      'startDomain',
    ]);
    await box.stopGuest();
    await box.change({ snapshot: policyOf('autostart: false') });
    box.hypervisor.calls = [];
    await box.startGuest();
    expect(box.hypervisor.calls).toEqual(['defineDomain', 'giveBack', 'startDomain']);
  });

  it('that the kernel does not have leave the last good configuration in force, and the numbers are said', async () => {
    await box.startGuest();
    await box.stopGuest();
    await box.change({ snapshot: withPages });
    box.noPages = new OperatorError('host.too-few-huge-pages', 'NUMA node 0 gives 3 huge pages');
    await box.startGuest();
    expect(box.guest.get().problems).toMatchObject([
      { code: 'guest.fell-back', message: expect.stringContaining('NUMA node 0 gives 3 huge pages') },
    ]);
  });

  it('are given back when nothing starts', async () => {
    await box.change({ snapshot: withPages });
    box.hypervisor.broken = '<domain';
    await box.call('start');
    await expect(box.runLast()).rejects.toThrow();
    expect(box.hypervisor.calls.slice(-2)).toEqual(['startDomain', 'giveBack']);
  });
});

describe('a backend that is killed while the guest is being started', () => {
  /** The disk as it is when libvirt has begun to start the guest. */
  const killDuringStart = async () => {
    await box.call('start');
    const { startDomain } = box.hypervisor;
    box.hypervisor.startDomain = async () => {
      await startDomain.call(box.hypervisor);
      throw new Error('killed');
    };
    const end = vi.spyOn(StartHistory.prototype, 'end').mockImplementation((record) => record);
    await expect(box.runLast()).rejects.toThrow('killed');
    end.mockRestore();
    box.hypervisor.startDomain = startDomain;
  };

  it('waits for a guest that libvirt has not yet let run', async () => {
    await killDuringStart();
    box.hypervisor.become('paused', 'starting-up');
    await box.restart();
    await box.seen('starting');
    expect(await list()).toMatchObject([{ outcome: 'failed' }]);
    box.hypervisor.become('running', 'booted');
    await eventually(async () => expect(await list()).toMatchObject([{ outcome: 'started' }]));
  });

  it('finds out that the guest runs, and takes the start for what it was: successful', async () => {
    await killDuringStart();
    await box.restart();
    await box.seen('running');
    await eventually(async () => expect(await list()).toMatchObject([{ id: 1, outcome: 'started' }]));
    expect(box.good?.domainXml).toBe(box.hypervisor.domain?.xml);
    expect(changes()).toMatchObject({ next: [], lastStart: { id: 1 } });
  });

  it('does not take it for that after the box has lost its power', async () => {
    await killDuringStart();
    await box.reboot('boot-2');
    await box.seen('off');
    expect(await list()).toMatchObject([
      { id: 1, outcome: 'failed', problem: { code: 'guest.start-interrupted' } },
    ]);
    expect(box.good).toBeUndefined();
  });
});

describe('who the guest is', () => {
  const identity = () => (JSON.parse(box.state ?? '{}') as { identity?: unknown }).identity;

  it('is written down when a start has succeeded, not before', async () => {
    expect(identity()).toBeUndefined();
    box.hypervisor.broken = '<domain';
    await box.call('start');
    await expect(box.runLast()).rejects.toThrow();
    expect(identity()).toBeUndefined();
    box.hypervisor.broken = undefined;
    await box.startGuest();
    expect(identity()).toMatchObject({ uuid: '04030201-0605-0807-090a-0b0c0d0e0ff1' });
  });

  it.each([
    ['damaged', '{"fallbackUuid":', ['guest.state-damaged']],
    ['lost', undefined, []],
  ])('is taken from its last start when it is %s', async (_, state, codes) => {
    await box.startGuest();
    const before = identity();
    box.state = state;
    await box.restart();
    await box.seen('running');
    expect(identity()).toEqual(before);
    expect(box.codes).toEqual(codes);
  });

  it('is taken from what is kept as the last good configuration when the store is lost too', async () => {
    await box.startGuest();
    const before = identity();
    box.state = undefined;
    box.db.exec('DELETE FROM guest_starts');
    await box.restart();
    expect(identity()).toEqual(before);
    await grow();
    expect(nextWords()).toEqual([expect.stringMatching(/^memory /)]);
  });
});

describe('there is no going back', () => {
  it('before the first start', async () => {
    await expect(rollback()).rejects.toMatchObject({ code: 'config.no-last-good' });
  });

  it('to what the box no longer has', async () => {
    await box.startGuest();
    await box.change({ inventory: withMemory(box.inventory, 2048) });
    await expect(rollback()).rejects.toMatchObject({
      code: 'guest.too-little-memory',
      message: expect.stringMatching(
        /^The last good configuration needs \d+ MiB of memory, and the box has 2048 MiB$/,
      ),
    });
    expect(changes().choice).toBe('rendered');
  });

  it('and what was chosen before its hardware was gone says how to go on', async () => {
    await box.startGuest();
    await box.stopGuest();
    await rollback();
    await box.change({ inventory: withMemory(box.inventory, 2048) });
    await expect(box.call('start')).rejects.toMatchObject({
      code: 'guest.not-possible',
      message: expect.stringMatching(/^The last good configuration needs/),
      details: { hint: expect.stringContaining('bezel config accept') },
    });
    await accept();
    await box.startGuest();
  });
});
