import { expect, test } from 'vitest';
import { bridgeName } from '../../../src/backend/engine/bridge-name.ts';
import { until } from '../backend/process.ts';
import { makeWiredBox, type WiredBox } from './support/wired-box.ts';

/** Slot, NIC, whether the guest has it, and its link, once they are told so. */
const shows = (box: WiredBox, nics: unknown[][]) =>
  box.guestIs(
    (guest) =>
      JSON.stringify(guest.nics.map(({ slot, nic, attached, linkUp }) => [slot, nic, attached, linkUp])) ===
      JSON.stringify(nics),
  );

test('a cable that is pulled is pulled in the guest, and so is one that is plugged in', async () => {
  await using box = await makeWiredBox(['eth0', 'eth1']);
  await box.start();
  await box.guestHas(['eth0 up', 'eth1 up']);

  await box.setCable('eth1', false);
  await box.guestHas(['eth0 up', 'eth1 down']);
  await shows(box, [
    [1, 'eth0', true, true],
    [2, 'eth1', true, false],
  ]);

  // What happens while the backend or libvirtd is away is found afterwards.
  await box.backend.end('SIGKILL');
  await box.setCable('eth0', false);
  await box.setCable('eth1', true);
  await box.start();
  await box.guestHas(['eth0 down', 'eth1 up']);
  const away = box.restartLibvirtd();
  await box.setCable('eth0', true);
  await away;
  await box.guestHas(['eth0 up', 'eth1 up']);
});

test('a NIC that is plugged into the box is in the guest, on its bridge, and has its place for good', async () => {
  await using box = await makeWiredBox(['eth1']);
  await box.start();
  await box.plug('eth2');
  await box.guestHas(['eth1 up', 'eth2 up']);
  expect(await box.inQemu()).toEqual(['02:1b:21:00:00:01', '02:1b:21:00:00:02']);
  expect(await box.tapsOn('eth2')).toHaveLength(1);

  await box.backend.end('SIGKILL');
  // In the order of the box it would be the first.
  await box.plug('eth0');
  await box.start();
  await box.guestHas(['eth0 up', 'eth1 up', 'eth2 up']);
  const all = [
    [1, 'eth1', true, true],
    [2, 'eth2', true, true],
    [3, 'eth0', true, true],
  ];
  await shows(box, all);

  const { id } = await box.backend.admin.call('guest.kill');
  await until(
    () => box.backend.admin.call('operations.get', { params: { id } }),
    ({ state }) => state === 'done',
  );
  await box.guestIs(({ state }) => state === 'off');
  await box.backend.admin.call('guest.start');
  await box.guestIs(({ state }) => state === 'running');
  await box.guestHas(['eth0 up', 'eth1 up', 'eth2 up']);
  await shows(box, all);
});

test('a NIC that is taken out of the box goes from the guest when that lets go, and not before', async () => {
  await using box = await makeWiredBox(['eth0', 'eth1']);
  await box.start();
  await box.unplug('eth1');
  await until(
    async () => box.backend.output(),
    (text) => text.includes('is asked to let go of NIC 2 (eth1)'),
  );
  // Firmware that waits for ever lets go of nothing: the guest still has it, and the other one goes on.
  await box.setCable('eth0', false);
  await box.guestHas(['eth0 down', 'eth1 up']);

  // A reset takes out what was waited for.
  await box.backend.admin.call('guest.reset');
  await until(
    () => box.backend.admin.call('power.get'),
    ({ last }) => last?.action === 'restart' && last.outcome === 'done',
  );
  await box.guestHas(['eth0 down']);
  expect(await box.inQemu()).toEqual(['02:1b:21:00:00:00']);
  await box.guestIs(
    ({ nics, problems }) => nics.length === 1 && problems.every(({ code }) => !code.startsWith('guest.nic')),
  );

  await box.plug('eth1');
  await box.guestHas(['eth0 down', 'eth1 up']);
  expect(await box.inQemu()).toEqual(['02:1b:21:00:00:00', '02:1b:21:00:00:01']);
});

test('a NIC that gets another name keeps its NIC of the guest, on the bridge of the new name', async () => {
  await using box = await makeWiredBox(['eth0', 'eth1']);
  await box.start();
  await box.guestHas(['eth0 up', 'eth1 up']);
  const [tap] = await box.tapsOn('eth1');

  const odd = 'it\'s"lan"1';
  await box.rename('eth1', odd);
  const bridge = bridgeName(odd);
  await box.guestHas(['eth0 up', `${bridge.replace('br-', '')} up`]);
  await until(
    () => box.namespace.links(),
    (links) => !links.has('br-eth1'),
  );
  const links = await box.namespace.links();
  expect(links.get(odd)).toMatchObject({ master: bridge, isUp: true });
  expect(links.get(tap ?? '')).toMatchObject({ master: bridge, isUp: true });
  expect(await box.inQemu()).toEqual(['02:1b:21:00:00:00', '02:1b:21:00:00:01']);
});

test("the guest has the NICs' own addresses and is told the MTU, where the policy says so", async () => {
  await using box = await makeWiredBox(['eth0'], {
    network: 'mac: inherit, mtu: 9000',
    mtu: 9000,
  });
  await box.start();
  await box.guestHas(['eth0 up']);
  expect(await box.inQemu()).toEqual(['00:1b:21:00:00:00']);
  expect(await box.askQemu('info qtree')).toContain('host_mtu = 9000');
  await box.plug('eth1');
  await box.guestHas(['eth0 up', 'eth1 up']);
  expect(await box.inQemu()).toEqual(['00:1b:21:00:00:00', '00:1b:21:00:00:01']);
  const links = await box.namespace.links();
  const others = [...links.values()].filter(({ name }) => !name.startsWith('wire'));
  expect(others.map(({ address }) => address)).not.toContain('00:1b:21:00:00:00');
  expect(['eth0', 'eth1'].map((name) => links.get(name)?.address)).toEqual([
    '06:1b:21:00:00:00',
    '06:1b:21:00:00:01',
  ]);
  expect((await box.tapsOn('eth0')).map((name) => links.get(name)?.mtu)).toEqual([9000]);
});

test('a NIC that the guest has itself by a macvtap is on no bridge, and its cable shows in the guest', async () => {
  const network = 'ports: [{port: eth1, role: passthrough, via: macvtap}]';
  await using box = await makeWiredBox(['eth0', 'eth1'], { network });
  await box.start();
  await shows(box, [
    [1, 'eth0', true, true],
    [2, 'eth1', true, true],
  ]);
  const { nics } = await box.guestIs(() => true);
  expect(nics.map(({ via }) => via)).toEqual(['bridge', 'macvtap']);
  expect(await box.inQemu()).toEqual(['02:1b:21:00:00:00', '00:1b:21:00:00:01']);
  const silent = { arp: false, makesAddresses: false, addresses: [], isUp: true };
  const end = await until(
    async () => [...(await box.namespace.links()).values()].find(({ kind }) => kind === 'macvtap'),
    (link) => link?.arp === false && !link.makesAddresses,
  );
  expect(end).toMatchObject({ ...silent, lower: 'eth1', address: '00:1b:21:00:00:01' });
  const links = await box.namespace.links();
  expect(links.get('eth1')).toMatchObject({ ...silent, master: undefined });
  expect(links.has('br-eth1')).toBe(false);

  await box.setCable('eth1', false);
  await shows(box, [
    [1, 'eth0', true, true],
    [2, 'eth1', true, false],
  ]);

  // The policy gives it back to the bridge: the guest keeps it until it has ended.
  await box.setNetwork('ports: []');
  await until(
    () => box.backend.admin.call('network.get'),
    ({ ports }) => ports[1]?.role === 'guest',
  );
  expect((await box.namespace.links()).get('eth1')?.master).toBeUndefined();
  await box.backend.admin.call('guest.kill');
  await box.guestIs(({ state }) => state === 'off');
  await until(
    () => box.namespace.links(),
    (now) => now.get('eth1')?.master === 'br-eth1',
  );
});
