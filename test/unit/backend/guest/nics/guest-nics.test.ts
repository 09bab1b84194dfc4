import { beforeEach, describe, expect, it } from 'vitest';
import { parseInterfaces } from '../../../../../src/backend/guest/nics/parse-interfaces.ts';
import { eventually } from '../../../../support/eventually.ts';
import { FakeBox, policyOf } from '../fake-box.ts';
import { nicAt } from './simulated-box.ts';

let box: FakeBox;
beforeEach(async () => {
  box = new FakeBox();
  box.inventory = { ...box.inventory, nics: [nicAt(1), nicAt(2)] };
  await box.guest.start();
  await box.seen('absent');
  await box.startGuest();
  box.hypervisor.calls = [];
});

const live = () => parseInterfaces(box.hypervisor.live ?? box.hypervisor.domain?.xml ?? '');
/** Bus, bridge and link of each NIC that the guest has for one of the box. */
const has = (): string[] =>
  live()
    .filter(({ bridge }) => bridge !== 'bezel0')
    .map(({ bus, bridge, link }) => `${bus} ${bridge} ${link}`);
const hasSoon = (nics: string[]) => eventually(() => expect(has()).toEqual(nics));
const told = () =>
  box.guest.get().nics.map(({ nic, slot, attached, linkUp }) => [nic, slot, attached, linkUp]);
const codeSoon = (codes: string[]) => eventually(() => expect(box.codes).toEqual(codes));
/** The domain has been looked at once more, and this is all that was asked of libvirt. */
const calmed = async (calls: string[]): Promise<void> => {
  box.hypervisor.become('paused', 'user');
  await box.seen('paused');
  expect(box.hypervisor.calls).toEqual(calls);
};

const both = ['17 br-enp1s0 up', '18 br-enp2s0 up'];

describe('the link of a NIC of the running guest', () => {
  it('follows the cable', async () => {
    box.setNics([nicAt(1, false), nicAt(2)]);
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);
    expect(told()).toEqual([
      ['enp1s0', 1, true, false],
      ['enp2s0', 2, true, true],
    ]);
    box.setNics([nicAt(1), nicAt(2)]);
    await hasSoon(both);
    expect(box.hypervisor.calls).toEqual(['updateDevice', 'updateDevice']);
  });

  it('is set once, however often it is told', async () => {
    for (let times = 0; times < 5; times++) box.setNics([nicAt(1, false), nicAt(2)]);
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);
    await box.change({});
    await calmed(['updateDevice']);
  });

  it('stays as it is where the cable is not known', async () => {
    box.setNics([nicAt(1, undefined), nicAt(2, false)]);
    await hasSoon(['17 br-enp1s0 up', '18 br-enp2s0 down']);
  });

  it('follows what happened while nobody looked: the backend was killed, libvirt was away', async () => {
    box.inventory = { ...box.inventory, nics: [nicAt(1, false), nicAt(2)] };
    await box.restart();
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);

    box.hypervisor.status = { connected: false };
    box.hypervisor.tell({ kind: 'disconnected' });
    box.setNics([nicAt(1), nicAt(2, false)]);
    box.hypervisor.status = { connected: true };
    box.hypervisor.tell({ kind: 'connected' });
    await hasSoon(['17 br-enp1s0 up', '18 br-enp2s0 down']);
  });

  it('follows also with a policy that gives no guest any more', async () => {
    await box.change({ snapshot: policyOf('memory: {minMiB: 9999999}') });
    box.setNics([nicAt(1, false), nicAt(2)]);
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);
  });

  it('is no change of the next start', async () => {
    box.setNics([nicAt(1, false), nicAt(2)]);
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);
    expect(box.guest.changes().next).toEqual([]);
    const diff = await box.guest.handlers['config.diff']({ query: {} } as never, {} as never);
    expect(diff).toMatchObject({ changes: [], xml: '' });
  });

  it('that libvirt refuses is told, and the other one follows', async () => {
    box.hypervisor.refuseFor = { 'br-enp1s0': 'no' };
    box.setNics([nicAt(1, false), nicAt(2, false)]);
    await hasSoon(['17 br-enp1s0 up', '18 br-enp2s0 down']);
    await codeSoon(['guest.nic-link']);
    box.hypervisor.refuseFor = {};
    box.setNics([nicAt(1, false), nicAt(2)]);
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);
    await codeSoon([]);
  });
});

describe('a NIC that is plugged into the box', () => {
  it('is plugged into the guest, on its bridge, and keeps its slot at the next start', async () => {
    box.setNics([nicAt(1), nicAt(2), nicAt(3)]);
    await hasSoon([...both, '19 br-enp3s0 up']);
    expect(box.promised).toEqual([1, 2, 3].map((n) => `02:1b:21:00:00:0${n}`));

    // A NIC that sorts before it comes while the guest is off.
    await box.stopGuest();
    box.setNics([nicAt(0), nicAt(1), nicAt(2), nicAt(3)]);
    await box.startGuest();
    expect(has()).toEqual([...both, '19 br-enp3s0 up', '20 br-enp0s0 up']);
  });

  it('has its slot written down before it is plugged in', async () => {
    let slots = 0;
    box.hypervisor.onAttach = () => {
      slots = JSON.parse(box.state ?? '{}').identity.slots.length;
    };
    box.setNics([nicAt(1), nicAt(2), nicAt(3)]);
    await hasSoon([...both, '19 br-enp3s0 up']);
    expect(slots).toBe(3);
  });

  it('waits for the next start while changes wait for a technician', async () => {
    await box.change({ snapshot: policyOf('autostart: false, changes: hold') });
    box.setNics([nicAt(1), nicAt(2, false), nicAt(3)]);
    await hasSoon(['17 br-enp1s0 up', '18 br-enp2s0 down']);
    expect(told()).toContainEqual(['enp3s0', 3, false, true]);

    await box.guest.handlers['config.accept']({ query: {} } as never, { seat: 't', role: 'technician' });
    await hasSoon(['17 br-enp1s0 up', '18 br-enp2s0 down', '19 br-enp3s0 up']);
  });

  it('waits for the next start while the guest runs with its last good configuration, but not what that had', async () => {
    await box.stopGuest();
    await box.guest.handlers['config.rollback']({}, { seat: 't', role: 'technician' });
    await box.startGuest();
    box.setNics([nicAt(2, false), nicAt(3)]);
    await hasSoon(['18 br-enp2s0 down']);
    box.setNics([nicAt(1), nicAt(2), nicAt(3)]);
    await hasSoon(['18 br-enp2s0 up', '17 br-enp1s0 up']);
    expect(told()).toEqual([
      ['enp1s0', 1, true, true],
      ['enp2s0', 2, true, true],
      ['enp3s0', 3, false, true],
    ]);
  });

  it('is there from the next start on where the guest has no free place, and that is said', async () => {
    const many = Array.from({ length: 9 }, (_, index) => nicAt(index + 1));
    box.setNics(many);
    await eventually(() => expect(has()).toHaveLength(8));
    await codeSoon(['guest.nic-later']);
    expect(told()).toContainEqual(['enp9s0', 9, false, true]);
    await box.stopGuest();
    await box.startGuest();
    expect(has()).toHaveLength(9);
    await codeSoon([]);
  });

  it('that libvirt refuses is told, and tried again when the hardware changes, not before', async () => {
    box.hypervisor.refuse = { attachDevice: 'libvirt refuses: no such bridge' };
    box.setNics([nicAt(1), nicAt(2), nicAt(3)]);
    await codeSoon(['guest.nic-attach']);
    box.hypervisor.tell({ kind: 'device', name: 'guest', alias: 'ua-x', what: 'added' });
    await calmed(['attachDevice']);
    box.hypervisor.refuse = {};
    box.setNics([nicAt(1), nicAt(2), nicAt(3), nicAt(4)]);
    await hasSoon([...both, '19 br-enp3s0 up', '20 br-enp4s0 up']);
    await codeSoon([]);
  });
});

describe('a NIC that the box no longer has', () => {
  it('goes from the guest too, and the others stay where they are', async () => {
    box.setNics([nicAt(2)]);
    await hasSoon(['18 br-enp2s0 up']);
    expect(told()).toEqual([['enp2s0', 2, true, true]]);
    box.setNics([nicAt(1), nicAt(2)]);
    await hasSoon(['18 br-enp2s0 up', '17 br-enp1s0 up']);
  });

  it('is told when the guest does not let go, and asked for again when something changes', async () => {
    box.hypervisor.holds = true;
    box.setNics([nicAt(2)]);
    await eventually(() => expect(box.hypervisor.calls).toEqual(['detachDevice']));
    // While it is waited for, the others are served.
    box.setNics([nicAt(2, false)]);
    await hasSoon(['17 br-enp1s0 up', '18 br-enp2s0 down']);
    expect(box.codes).toEqual([]);
    box.clock.advance(30_000);
    await codeSoon(['guest.nic-busy']);
    expect(box.hypervisor.calls).toEqual(['detachDevice', 'updateDevice']);

    box.hypervisor.holds = false;
    box.setNics([nicAt(2)]);
    await hasSoon(['18 br-enp2s0 up']);
    await codeSoon([]);
  });

  it('is told at once when the guest says no', async () => {
    box.hypervisor.holds = true;
    box.setNics([nicAt(2)]);
    await eventually(() => expect(box.hypervisor.calls).toEqual(['detachDevice']));
    const alias = `ua-${live()[0]?.mac}`;
    box.hypervisor.tell({ kind: 'device', name: 'guest', alias, what: 'removal-failed' });
    await codeSoon(['guest.nic-busy']);
  });

  it('and comes back while the guest still holds it, is plugged in again when that has let go', async () => {
    box.hypervisor.holds = true;
    box.setNics([nicAt(2)]);
    await eventually(() => expect(box.hypervisor.calls).toEqual(['detachDevice']));
    box.setNics([nicAt(1), nicAt(2)]);
    box.hypervisor.letGo('guest', `ua-${live()[0]?.mac}`);
    await hasSoon(['18 br-enp2s0 up', '17 br-enp1s0 up']);
  });

  it('that the guest has let go of by itself stays out until something changes', async () => {
    box.hypervisor.letGo('guest', `ua-${live()[0]?.mac}`);
    await calmed([]);
  });
});

describe('somebody else', () => {
  it('who stops the guest is not disturbed', async () => {
    await box.call('stop');
    box.setNics([nicAt(1, false), nicAt(2), nicAt(3)]);
    await box.seen('stopping');
    await box.change({});
    expect(box.hypervisor.calls).toEqual([]);
    box.bus.publish('operation', { id: String(box.asked.length), state: 'failed' } as never);
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up', '19 br-enp3s0 up']);
  });

  it('who starts the guest anew, with all cables in, is followed', async () => {
    box.setNics([nicAt(1, false), nicAt(2)]);
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);
    box.hypervisor.live = undefined;
    expect(has()).toEqual(both);
    box.hypervisor.tell({ kind: 'domain', name: 'guest', what: 'started (booted)' });
    await hasSoon(['17 br-enp1s0 down', '18 br-enp2s0 up']);
  });
});

describe('the NIC on the private link', () => {
  const onPrivateLink = () =>
    live()
      .filter(({ bridge }) => bridge === 'bezel0')
      .map(({ mac, bus, link }) => ({ mac, bus, link }));

  it('is none of the box, and is left alone whatever comes and goes', async () => {
    const before = onPrivateLink();
    expect(before).toEqual([{ mac: expect.any(String), bus: 0, link: 'up' }]);
    expect(told().map(([nic]) => nic)).toEqual(['enp1s0', 'enp2s0']);
    expect(box.guest.privateMac).toBe(before[0]?.mac);
    box.setNics([nicAt(3)]);
    await eventually(() => expect(has()).toEqual([expect.stringContaining('br-enp3s0')]));
    expect(onPrivateLink()).toEqual(before);
  });

  it('comes and goes with the policy, from the next start on', async () => {
    const wish = (privateLink: boolean) => {
      const { policy } = box.snapshot;
      const snapshot = {
        ...box.snapshot,
        policy: { ...policy, network: { ...policy.network, privateLink } },
      };
      return box.change({ snapshot });
    };
    for (const isWanted of [false, true]) {
      await wish(isWanted);
      expect(onPrivateLink()).toHaveLength(isWanted ? 0 : 1);
      box.hypervisor.become('shutoff', 'shutdown');
      await box.seen('off');
      await box.startGuest();
      expect(onPrivateLink()).toHaveLength(isWanted ? 1 : 0);
    }
  });
});
