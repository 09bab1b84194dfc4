import { expect, it } from 'vitest';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { Network } from '../../../src/backend/network/network.ts';
import { type Nic, unknown } from '../../../src/contract/index.ts';
import { eventually } from '../../support/eventually.ts';
import { aloneOptions } from '../../unit/backend/network/network-options.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

/** The part that watches and keeps the links of a namespace, whose NICs are all that are called `eth…`. */
async function startNetwork(namespace: Namespace) {
  let looks = 0;
  const network = new Network({
    ...aloneOptions(),
    ...{ clock: systemClock, host: namespace.host, machine: namespace.host, own: true },
    follow: namespace.follow,
    refreshNics: async () => {
      looks += 1;
      const names = [...(await namespace.links()).keys()].filter((name) => /^eth\d+$/.test(name));
      return names.map((name) => ({ name, path: unknown(), permanentMac: unknown(), mac: unknown() }) as Nic);
    },
  });
  await network.start();
  return { network, looks: () => looks, [Symbol.asyncDispose]: () => network.stop() };
}
const masterOf = async (namespace: Namespace, nic: string): Promise<string | undefined> =>
  (await namespace.links()).get(nic)?.master;

it('gives a NIC that appears its bridge, and hears of its own changes without end of it', async () => {
  await using namespace = await makeNamespace(1);
  await using watched = await startNetwork(namespace);
  await eventually(async () => expect(await masterOf(namespace, 'eth0')).toBe('br-eth0'));
  await namespace.ip('link', 'add', 'eth7', 'type', 'veth', 'peer', 'name', 'wire7');
  await eventually(async () => expect(await masterOf(namespace, 'eth7')).toBe('br-eth7'));
  expect(watched.network.problems).toEqual([]);
  await watched.network.apply([]);
  const done = namespace.inputs.length;
  const before = watched.looks();
  // Nothing of ours, and told by the kernel although the link is down: an alias, for example, is not.
  await namespace.ip('link', 'set', 'wire0', 'mtu', '1400');
  await eventually(() => expect(watched.looks()).toBeGreaterThan(before));
  await watched.network.apply([]);
  // The looks that our own changes led to planned nothing.
  expect(namespace.inputs).toHaveLength(done);
});

it('puts right what another program changes, and tells of it', async () => {
  await using namespace = await makeNamespace(2);
  await using watched = await startNetwork(namespace);
  await eventually(async () => expect(await masterOf(namespace, 'eth1')).toBe('br-eth1'));
  // In turn: the application before it has ended.
  await watched.network.apply([]);
  await namespace.ip('link', 'set', 'eth0', 'nomaster');
  await eventually(async () => expect(await masterOf(namespace, 'eth0')).toBe('br-eth0'));
  await namespace.ip('address', 'add', '192.0.2.1/24', 'dev', 'br-eth1');
  await eventually(async () => expect((await namespace.links()).get('br-eth1')?.addresses).toEqual([]));
  await eventually(() =>
    expect(watched.network.problems.map(({ code, message }) => [code, message.split(':')[0]])).toEqual([
      ['network.corrected', 'Another program has changed NIC eth0'],
      ['network.corrected', 'Another program has changed NIC eth1'],
    ]),
  );
});
