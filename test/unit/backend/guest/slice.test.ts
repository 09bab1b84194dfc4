import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import type { Operation } from '../../../../src/contract/index.ts';
import { factValue, known } from '../../../../src/contract/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { readMachineInventory } from '../../../support/machine-inventory.ts';
import { FakeBox, policyOf, technician } from './fake-box.ts';

let box: FakeBox;
beforeEach(() => {
  box = new FakeBox();
});
afterEach(() => box.guest.stop());

describe('a start', () => {
  it('defines, starts, and keeps what worked', async () => {
    await box.guest.start();
    await box.seen('absent');
    await box.call('start');
    expect(box.guest.get().state).toBe('starting');
    await box.runLast();
    await box.seen('running');
    expect(box.hypervisor.calls).toEqual(['defineDomain', 'giveBack', 'startDomain']);
    expect(box.good?.domainXml).toContain("<domain type='kvm'>");
    expect(box.good?.policyText).toBe(box.snapshot.text);
  });

  it("has the NICs' own addresses, and none that a NIC does not give up when the network is set up for the start", async () => {
    const { policy } = box.snapshot;
    box.snapshot = { ...box.snapshot, policy: { ...policy, network: { ...policy.network, mac: 'inherit' } } };
    const own = box.inventory.nics.map(({ permanentMac }) => factValue(permanentMac) ?? '');
    await box.guest.start();
    await box.seen('absent');
    await box.call('start');
    box.onNetwork = () => box.keeping.add(own[0] ?? '');
    await box.runLast();
    expect(box.hypervisor.domain?.xml).not.toContain(`<mac address='${own[0]}'/>`);
    expect(box.hypervisor.domain?.xml).toContain(`<mac address='${own[1]}'/>`);
    expect(box.promised).toContain(own[1]);
    expect(box.codes).toContain('guest.mac-not-inherited');
  });

  it('is refused with the reason while something is in its way, and possible as soon as it is gone', async () => {
    box.inventory = { ...box.inventory, cpu: { ...box.inventory.cpu, kvm: known(false) } };
    await box.guest.start();
    await box.seen('absent');
    await expect(box.call('start')).rejects.toMatchObject({
      code: 'guest.not-possible',
      message: 'The box cannot run the guest: there is no KVM (/dev/kvm)',
      details: { hint: expect.stringContaining("box's firmware set-up") },
    });
    box.inventory = readMachineInventory('small');
    await box.call('start');
    expect(box.asked).toHaveLength(1);
  });

  it('that is cancelled before it began leaves the guest as it was', async () => {
    await box.guest.start();
    await box.seen('absent');
    await box.call('start');
    box.bus.publish('operation', { id: '1', state: 'cancelled' } as Operation);
    expect(box.guest.get().state).toBe('absent');
  });

  it('asked for twice at once happens once', async () => {
    await box.guest.start();
    await box.seen('absent');
    const both = await Promise.allSettled([1, 2].map(async () => box.call('start')));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(box.asked).toHaveLength(1);
  });
});

describe('by itself the guest starts', () => {
  it('when libvirt is there', async () => {
    box.snapshot = policyOf('autostart: true');
    await box.guest.start();
    await eventually(() => expect(box.kinds).toEqual(['guest.start bezel']));
  });

  it('when what was missing comes: a policy, hardware', async () => {
    box.snapshot = { policy: noPolicy(), text: undefined };
    box.inventory = { ...box.inventory, cpu: { ...box.inventory.cpu, kvm: known(false) } };
    await box.guest.start();
    await box.seen('absent');
    box.snapshot = policyOf('autostart: true');
    box.bus.publish('config', {} as Topics['config']);
    await eventually(() => expect(box.codes).toEqual(['guest.no-kvm']));
    expect(box.kinds).toEqual([]);
    box.inventory = readMachineInventory('small');
    box.bus.publish('inventory', box.inventory);
    await eventually(() => expect(box.kinds).toEqual(['guest.start bezel']));
  });

  it('but not when it ran before and somebody stopped it', async () => {
    box.snapshot = policyOf('autostart: true');
    box.hypervisor.become('running', 'booted');
    await box.guest.start();
    await box.seen('running');
    await box.stopGuest();
    box.bus.publish('config', {} as Topics['config']);
    box.hypervisor.tell({ kind: 'connected' });
    await box.guest.handlers['guest.xml']({ query: { source: 'rendered' } }, technician);
    expect(box.kinds).toEqual([]);
  });
});

describe('the XML', () => {
  it('is of the guest that runs, else what the next start would give', async () => {
    const xml = (source?: 'live' | 'defined') =>
      box.guest.handlers['guest.xml']({ query: source === undefined ? {} : { source } }, technician);
    await box.guest.start();
    await box.seen('absent');
    expect(await xml()).toMatchObject({ source: 'rendered' });
    await expect(xml('live')).rejects.toMatchObject({ code: 'guest.not-running' });
    await expect(xml('defined')).rejects.toMatchObject({ code: 'guest.not-defined' });
    box.hypervisor.become('running', 'booted');
    await box.seen('running');
    expect(await xml()).toEqual({ source: 'live', xml: '<domain/>' });
  });
});
