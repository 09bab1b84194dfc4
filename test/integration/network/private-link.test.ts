import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { guards, wantedPrivateLink } from '../../../src/backend/network/plan-private-link.ts';
import { privateLink } from '../../../src/contract/index.ts';
import { wantedNic } from '../../unit/backend/network/links.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const { bridge } = privateLink;
const wanted = [wantedPrivateLink];
const seed = 20261125;

async function readGuards(namespace: Namespace): Promise<string[][]> {
  const read = async (key: string): Promise<string[]> => {
    const text = await namespace.host.readText(`/proc/sys/net/ipv4/conf/${bridge}/${key}`);
    return [key, text.ok ? text.value.trim() : text.message];
  };
  return Promise.all(guards.map(([key]) => read(key)));
}

/** Looks at the kernel's own words, beside what the plan thinks. */
async function expectAsWanted(namespace: Namespace): Promise<void> {
  const links = await namespace.links();
  const found = {
    isUp: true,
    arp: true,
    makesAddresses: false,
    alias: 'bezel',
    addresses: ['169.254.100.1/30'],
  };
  expect(links.get(bridge)).toMatchObject({ ...found, master: undefined });
  expect(links.get(bridge)?.bridge).toMatchObject({ stp: false, forwardDelay: 0, callsFilter: false });
  const ports = [...links.values()].filter(({ master }) => master === bridge);
  expect(ports.every(({ kind, arp }) => kind === 'tun' && !arp)).toBe(true);
  expect(await readGuards(namespace)).toEqual(guards);
  expect(await namespace.host.readText(`/proc/sys/net/ipv6/conf/${bridge}/disable_ipv6`)).not.toMatchObject({
    value: '0',
  });
}

const state = fc.record({
  isThere: fc.boolean(),
  arp: fc.constantFrom('on', 'off'),
  isUp: fc.boolean(),
  addresses: fc.subarray(['169.254.100.1/30', '169.254.100.1/24', '192.0.2.1/24', '2001:db8::1/64']),
  stp: fc.constantFrom(0, 1),
  ports: fc.subarray(['eth0', 'tap0']),
  guards: fc.subarray([...guards]),
});

it('reaches what is wanted from any state, and a second plan is empty', async () => {
  await fc.assert(
    fc.asyncProperty(state, async ({ isThere, arp, isUp, addresses, stp, ports, guards: off }) => {
      await using namespace = await makeNamespace(1);
      const lines = [
        'tuntap add tap0 mode tap',
        `link add ${bridge} type bridge stp_state ${stp}`,
        `link set ${bridge} arp ${arp}`,
        ...(isUp ? [`link set ${bridge} up`] : []),
        ...addresses.map((address) => `address add ${address} dev ${bridge}`),
        ...ports.map((port) => `link set ${port} master ${bridge}`),
      ];
      if (isThere) await namespace.run('ip', ['-force', '-batch', '-'], { input: `${lines.join('\n')}\n` });
      if (isThere)
        for (const [key] of off)
          await namespace.host.writeText(
            `/proc/sys/net/ipv4/conf/${bridge}/${key}`,
            key === 'arp_ignore' ? '0' : '1',
          );

      expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);

      await expectAsWanted(namespace);
      namespace.inputs.length = 0;
      const again = await applyBridges(namespace.host, wanted);
      expect(namespace.inputs).toEqual([]);
      expect([...again.settled.keys()]).toEqual([bridge]);
    }),
    { numRuns: 12, seed, endOnFailure: true },
  );
}, 120_000);

const [ends = []] = fc.sample(
  fc.uniqueArray(fc.integer({ min: 0, max: 13 }), { minLength: 5, maxLength: 5 }),
  {
    numRuns: 1,
    seed,
  },
);

it.each(ends)('recovers from a SIGKILL after %i changes; what is up by then is guarded', async (changes) => {
  await using namespace = await makeNamespace(0);
  const program = join(import.meta.dirname, 'support/apply-some.ts');
  const args = ['netns', 'exec', namespace.name, process.execPath, program, String(changes)];
  expect(spawnSync('ip', [...args, JSON.stringify(wanted)]).signal, `seed ${seed}`).toBe('SIGKILL');
  const found = (await namespace.links()).get(bridge);
  if (found?.isUp || (found?.addresses.length ?? 0) > 0) expect(await readGuards(namespace)).toEqual(guards);
  expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);
  await expectAsWanted(namespace);
});

it('puts a NIC that somebody joined to it back into its own bridge', async () => {
  await using namespace = await makeNamespace(1);
  const both = [wantedNic('eth0'), wantedPrivateLink];
  await applyBridges(namespace.host, both);
  await namespace.ip('link', 'set', 'eth0', 'master', bridge);
  const { problems, done } = await applyBridges(namespace.host, both);
  expect(problems).toEqual([]);
  expect(done.map(({ nic }) => nic)).toContain(bridge);
  expect((await namespace.links()).get('eth0')?.master).toBe('br-eth0');
});

it('goes when the policy wants none, but not under a guest that is in it', async () => {
  await using namespace = await makeNamespace(0);
  await applyBridges(namespace.host, wanted);
  await namespace.ip('tuntap', 'add', 'tap0', 'mode', 'tap');
  await namespace.ip('link', 'set', 'tap0', 'master', bridge);
  await applyBridges(namespace.host, []);
  expect((await namespace.links()).has(bridge)).toBe(true);
  await namespace.ip('link', 'delete', 'tap0');
  await applyBridges(namespace.host, []);
  expect((await namespace.links()).has(bridge)).toBe(false);
});

it('leaves a link of somebody else that has its name, and says so', async () => {
  await using namespace = await makeNamespace(0);
  await namespace.ip('link', 'add', bridge, 'type', 'veth', 'peer', 'name', 'other');
  const { problems } = await applyBridges(namespace.host, [wantedPrivateLink]);
  expect(problems).toMatchObject([{ code: 'network.name-taken' }]);
});
