import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

let namespace: Namespace;
beforeEach(async () => {
  namespace = await makeNamespace(2);
});
afterEach(() => namespace[Symbol.asyncDispose]());

const wanted = ['eth0', 'eth1'].map((nic) => ({ nic, bridge: `br-${nic}` }));

it('gives each NIC a silent bridge of its own, and does nothing the second time', async () => {
  await namespace.ip('address', 'add', '192.0.2.1/24', 'dev', 'eth0');
  await namespace.ip('link', 'set', 'eth0', 'up');

  expect((await applyBridges(namespace.run, wanted)).problems).toEqual([]);

  const links = await namespace.links();
  for (const { nic, bridge } of wanted) {
    expect(links.get(nic)).toMatchObject({
      isUp: true,
      master: bridge,
      addresses: [],
      makesAddresses: false,
    });
    expect(links.get(bridge)).toMatchObject({
      isUp: true,
      addresses: [],
      makesAddresses: false,
      bridge: { stp: false, forwardDelay: 0, multicastSnooping: false },
    });
  }
  namespace.inputs.length = 0;
  expect((await applyBridges(namespace.run, wanted)).problems).toEqual([]);
  expect(namespace.inputs).toEqual([]);
});

it('puts right what somebody else changed', async () => {
  await applyBridges(namespace.run, wanted);
  await namespace.ip('link', 'set', 'eth0', 'nomaster');
  await namespace.ip('address', 'add', '198.51.100.7/24', 'dev', 'br-eth1');
  await namespace.ip('link', 'set', 'br-eth1', 'type', 'bridge', 'stp_state', '1');

  expect((await applyBridges(namespace.run, wanted)).problems).toEqual([]);

  const links = await namespace.links();
  expect(links.get('eth0')?.master).toBe('br-eth0');
  expect(links.get('br-eth1')).toMatchObject({ addresses: [], bridge: { stp: false } });
});

it('reports a NIC that is gone and serves the other', async () => {
  await namespace.ip('link', 'delete', 'eth0');
  const { problems } = await applyBridges(namespace.run, wanted);
  expect(problems.map((p) => p.message)).toEqual(['NIC eth0 is gone']);
  expect((await namespace.links()).get('eth1')?.master).toBe('br-eth1');
});
