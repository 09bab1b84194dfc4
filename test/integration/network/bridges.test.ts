import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { toForwardMasks } from '../../../src/backend/network/forward-masks.ts';
import { wantedNic } from '../../unit/backend/network/links.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

let namespace: Namespace;
beforeEach(async () => {
  namespace = await makeNamespace(2);
});
afterEach(() => namespace[Symbol.asyncDispose]());

const wanted = ['eth0', 'eth1'].map((name) => wantedNic(name));

it('gives each NIC a silent bridge of its own, and does nothing the second time', async () => {
  await namespace.ip('address', 'add', '192.0.2.1/24', 'dev', 'eth0');
  await namespace.ip('link', 'set', 'eth0', 'up');

  expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);

  const links = await namespace.links();
  for (const { nic, bridge } of wanted) {
    const silent = { isUp: true, addresses: [], makesAddresses: false, arp: false };
    expect(links.get(nic)).toMatchObject({ ...silent, master: bridge });
    expect(links.get(bridge)).toMatchObject({
      ...silent,
      bridge: { stp: false, forwardDelay: 0, multicastSnooping: false, callsFilter: false },
    });
    for (const link of [nic, bridge])
      expect(await namespace.host.readText(`/proc/sys/net/ipv6/conf/${link}/disable_ipv6`)).toEqual({
        ok: true,
        value: '1',
      });
  }
  namespace.inputs.length = 0;
  expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);
  expect(namespace.inputs).toEqual([]);
});

it('puts right what somebody else changed', async () => {
  await applyBridges(namespace.host, wanted);
  await namespace.ip('link', 'set', 'eth0', 'nomaster');
  await namespace.ip('address', 'add', '198.51.100.7/24', 'dev', 'br-eth1');
  await namespace.ip('link', 'set', 'br-eth1', 'type', 'bridge', 'stp_state', '1');

  expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);

  const links = await namespace.links();
  expect(links.get('eth0')?.master).toBe('br-eth0');
  expect(links.get('br-eth1')).toMatchObject({ addresses: [], bridge: { stp: false } });
});

it('reports a NIC that is gone and serves the other', async () => {
  await namespace.ip('link', 'delete', 'eth0');
  const { problems } = await applyBridges(namespace.host, wanted);
  expect(problems.map((p) => p.message)).toEqual(['NIC eth0 is gone']);
  expect((await namespace.links()).get('eth1')?.master).toBe('br-eth1');
});

it('serves the other when a NIC goes in the middle of it', async () => {
  const { run } = namespace.host;
  let isGone = false;
  const host: typeof namespace.host = {
    ...namespace.host,
    run: async (file, args, options) => {
      if (options?.input !== undefined && !isGone) {
        isGone = true;
        await namespace.ip('link', 'delete', 'eth0');
      }
      return run(file, args, options);
    },
  };
  const { problems, settled } = await applyBridges(host, wanted);
  expect(problems.map((p) => p.message)).toEqual(['NIC eth0 is gone']);
  expect([...settled.keys()]).toEqual(['eth1']);
  // What was made for it goes with the next look.
  await applyBridges(host, [wantedNic('eth1')]);
  expect((await namespace.links()).has('br-eth0')).toBe(false);
});

it('passes LLDP, EAPOL and LACP, on the bridge and on both ends where the kernel wants it', async () => {
  const passing = wantedNic('eth0', toForwardMasks(['lldp', 'eapol', 'lacp']));
  await applyBridges(namespace.host, [passing]);
  await namespace.ip('tuntap', 'add', 'vnet0', 'mode', 'tap');
  await namespace.ip('link', 'set', 'vnet0', 'master', 'br-eth0', 'up');

  expect((await applyBridges(namespace.host, [passing])).problems).toEqual([]);

  const links = await namespace.links();
  expect(links.get('br-eth0')?.bridge?.forwardMask).toBe(0x4008);
  expect([links.get('eth0')?.portMask, links.get('vnet0')?.portMask]).toEqual([0x4, 0x4]);
  expect(links.get('vnet0')).toMatchObject({ master: 'br-eth0', arp: false, makesAddresses: false });
});

it('makes jumbo frames fit through NIC, bridge and tap, and says what a NIC takes at most', async () => {
  await applyBridges(namespace.host, [wantedNic('eth0')]);
  await namespace.ip('tuntap', 'add', 'vnet0', 'mode', 'tap');
  await namespace.ip('link', 'set', 'vnet0', 'master', 'br-eth0', 'up');
  expect((await applyBridges(namespace.host, [wantedNic('eth0', { mtu: 9000 })])).problems).toEqual([]);
  const links = await namespace.links();
  expect(['eth0', 'br-eth0', 'vnet0'].map((name) => links.get(name)?.mtu)).toEqual([9000, 9000, 9000]);
  const { problems } = await applyBridges(namespace.host, [wantedNic('eth0', { mtu: 70_000 })]);
  expect(problems.map(({ code }) => code)).toEqual(['network.mtu-refused']);
});

it('keeps frames from the packet filter of the host', async () => {
  const file = '/proc/sys/net/bridge/bridge-nf-call-iptables';
  const before = await namespace.host.readText(file);
  if (!before.ok) return;
  await namespace.host.writeText(file, '1');
  expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);
  expect(await namespace.host.readText(file)).toEqual({ ok: true, value: '0' });
});

it('changes the hardware address of a NIC whose link is up, and goes on without one that refuses', async () => {
  await applyBridges(namespace.host, wanted);
  const given = { permanent: '00:1b:21:00:00:00', derived: '06:1b:21:00:00:00', wanted: 'derived' } as const;
  // The kernel refuses a multicast address.
  const refused = { ...given, derived: '03:1b:21:00:00:01' };
  const changed = [wantedNic('eth0', { address: given }), wantedNic('eth1', { address: refused })];

  const { problems, refusals, settled } = await applyBridges(namespace.host, changed);

  expect(problems).toEqual([]);
  expect(refusals).toEqual([{ nic: 'eth1', why: expect.stringContaining('Cannot assign') }]);
  expect([...settled.keys()]).toEqual(['eth0']);
  const links = await namespace.links();
  expect(links.get('eth0')).toMatchObject({ address: given.derived, isUp: true, master: 'br-eth0' });
  expect(links.get('eth1')).toMatchObject({ isUp: true, master: 'br-eth1' });
});
