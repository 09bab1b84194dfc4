import { expect, it } from 'vitest';
import { applyRules } from '../../../src/backend/network/apply-rules.ts';
import { privateLink } from '../../../src/contract/index.ts';
import { answers } from './support/answers.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const management = [{ nic: 'eth0', allow: [22, 443] }];
const wanted = { inside: ['lo'], privateBridge: privateLink.bridge, management };

/** A host with a management port and a wire of the guest's, and who is at the other ends. */
async function makePair(): Promise<{ host: Namespace; peer: Namespace } & AsyncDisposable> {
  const host = await makeNamespace(2);
  const peer = await makeNamespace(0);
  for (const link of ['wire0', 'wire1']) await host.ip('link', 'set', link, 'netns', peer.name);
  for (const [there, link, address] of [
    [host, 'eth0', '192.0.2.1/24'],
    [peer, 'wire0', '192.0.2.2/24'],
    [host, 'eth1', '198.51.100.1/24'],
    [peer, 'wire1', '198.51.100.2/24'],
  ] as const) {
    await there.ip('address', 'add', address, 'dev', link);
    await there.ip('link', 'set', link, 'up');
    await there.ip('link', 'set', 'lo', 'up');
  }
  await host.ip('address', 'add', `${privateLink.hostAddress}/30`, 'dev', 'lo');
  await peer.ip('route', 'add', `${privateLink.hostAddress}/32`, 'via', '192.0.2.1');
  return {
    ...{ host, peer },
    [Symbol.asyncDispose]: async () => {
      await peer[Symbol.asyncDispose]();
      await host[Symbol.asyncDispose]();
    },
  };
}

const pings = async (from: Namespace, to: string): Promise<boolean> =>
  (await from.run('ping', ['-c', '1', '-W', '2', to])).ok;

it('knows its own table again, as nftables lists it', async () => {
  await using namespace = await makeNamespace(0);
  const { run } = namespace.host;
  expect(await applyRules(run, wanted)).toEqual({ problems: [], did: 'made' });
  expect(await applyRules(run, wanted)).toEqual({ problems: [], did: 'nothing' });
  const several = { ...wanted, management: [...management, { nic: 'eth1', allow: [] }] };
  expect(await applyRules(run, several)).toEqual({ problems: [], did: 'replaced' });
  expect(await applyRules(run, several)).toEqual({ problems: [], did: 'nothing' });
  expect(await applyRules(run, { inside: ['lo'] })).toEqual({ problems: [], did: 'replaced' });
});

it('lets others reach the ports that are allowed, and nothing else of the host, on that wire alone', async () => {
  await using pair = await makePair();
  const { host, peer } = pair;
  for (const [address, port] of [
    ['192.0.2.1', 80],
    ['198.51.100.1', 22],
  ] as const)
    expect(await answers(peer, address, port)).toBe(true);
  expect((await applyRules(host.host.run, wanted)).problems).toEqual([]);
  expect(await answers(peer, '192.0.2.1', 22)).toBe(true);
  expect(await answers(peer, '192.0.2.1', 443)).toBe(true);
  expect(await answers(peer, '192.0.2.1', 80)).toBe(false);
  expect(await answers(peer, '198.51.100.1', 22)).toBe(false);
  expect(await answers(peer, privateLink.hostAddress, 22)).toBe(false);
});

it('lets the host begin there, and nowhere else, and hear the answers', async () => {
  await using pair = await makePair();
  const { host, peer } = pair;
  await applyRules(host.host.run, wanted);
  expect(await answers(host, '192.0.2.2', 80)).toBe(true);
  expect(await pings(host, '192.0.2.2')).toBe(true);
  expect(await answers(host, '198.51.100.2', 80)).toBe(false);
  expect(await pings(peer, '192.0.2.1')).toBe(false);
});

it('remembers no connection but those of management ports', async () => {
  await using pair = await makePair();
  const { host, peer } = pair;
  await applyRules(host.host.run, wanted);
  expect(await pings(peer, '198.51.100.1')).toBe(false);
  expect(await pings(host, '127.0.0.1')).toBe(true);
  const count = async (): Promise<number> => {
    const text = await host.host.readText('/proc/sys/net/netfilter/nf_conntrack_count');
    return text.ok ? Number(text.value) : Number.NaN;
  };
  expect(await count()).toBe(0);
  expect(await pings(host, '192.0.2.2')).toBe(true);
  expect(await count()).toBe(1);
});
