import { expect, it } from 'vitest';
import { bridgeName } from '../../../src/backend/engine/bridge-name.ts';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { wantedNic } from '../../unit/backend/network/links.ts';
import { makeNamespace } from './support/namespace.ts';

/** What the kernel takes for a name, and programs may take for something else. */
const names = [
  ...["it's", '"quoted"', 'a#b', 'a\\', '\\n', '-x', '--help', 'a*', '$(id)', 'a;b', '\u0001\u0007'],
  ...['übung', 'dev', 'master', 'up', 'a=b', '.hidden', 'enp129s0f0np0', 'enp229s0f0np0'],
];

it('gives each NIC its bridge, whatever it is called', async () => {
  await using namespace = await makeNamespace(0);
  for (const [index, name] of names.entries())
    await namespace.ip('link', 'add', 'name', name, 'type', 'veth', 'peer', 'name', `wire${index}`);
  const wanted = names.map((nic) => wantedNic(nic, { bridge: bridgeName(nic), mtu: 9000 }));

  const { problems, settled } = await applyBridges(namespace.host, wanted);

  expect(problems).toEqual([]);
  expect([...settled.keys()].sort()).toEqual([...names].sort());
  const links = await namespace.links();
  for (const { nic, bridge } of wanted) {
    expect(links.get(nic)).toMatchObject({ isUp: true, arp: false, makesAddresses: false, master: bridge });
    const file = `/proc/sys/net/ipv6/conf/${nic}/disable_ipv6`;
    expect(await namespace.host.readText(file)).toEqual({ ok: true, value: '1' });
  }
  namespace.inputs.length = 0;
  await applyBridges(namespace.host, wanted);
  expect(namespace.inputs).toEqual([]);
});
