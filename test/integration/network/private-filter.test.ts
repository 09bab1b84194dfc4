import { expect, it } from 'vitest';
import { applyRules } from '../../../src/backend/network/apply-rules.ts';
import { privateLink } from '../../../src/contract/index.ts';
import { answers } from './support/answers.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const { bridge, hostAddress, guestAddress, apiPort } = privateLink;
const wanted = { inside: ['lo'], privateBridge: bridge };

/** A host with a private link and another address, and a guest at it that knows of both. */
async function makePair(): Promise<{ host: Namespace; guest: Namespace } & AsyncDisposable> {
  const host = await makeNamespace(1);
  const guest = await makeNamespace(0);
  await host.ip('link', 'set', 'wire0', 'netns', guest.name);
  await host.ip('link', 'add', bridge, 'type', 'bridge');
  await host.ip('link', 'set', 'eth0', 'master', bridge);
  await host.ip('address', 'add', `${hostAddress}/30`, 'dev', bridge);
  await host.ip('address', 'add', '192.0.2.1/24', 'dev', 'lo');
  for (const link of ['lo', 'eth0', bridge]) await host.ip('link', 'set', link, 'up');
  await guest.ip('address', 'add', `${guestAddress}/30`, 'dev', 'wire0');
  await guest.ip('link', 'set', 'wire0', 'up');
  await guest.ip('route', 'add', '192.0.2.0/24', 'via', hostAddress);
  return {
    ...{ host, guest },
    [Symbol.asyncDispose]: async () => {
      await guest[Symbol.asyncDispose]();
      await host[Symbol.asyncDispose]();
    },
  };
}

it('knows its own table again, as nftables lists it, and another order of the rules as another table', async () => {
  await using namespace = await makeNamespace(0);
  const { run } = namespace.host;
  expect(await applyRules(run, wanted)).toEqual({ problems: [], did: 'made' });
  expect(await applyRules(run, wanted)).toEqual({ problems: [], did: 'nothing' });
  const drop = ['iifname', '!=', '@inside', 'drop'];
  expect((await run('nft', ['insert', 'rule', 'inet', 'bezel', 'input', ...drop])).ok).toBe(true);
  expect(await applyRules(run, wanted)).toEqual({ problems: [], did: 'replaced' });
  expect(await applyRules(run, { inside: ['lo'] })).toEqual({ problems: [], did: 'replaced' });
});

it('lets the guest reach the port of the API and nothing else of the host', async () => {
  await using pair = await makePair();
  const { host, guest } = pair;
  expect(await answers(guest, hostAddress, 22)).toBe(true);
  expect(await answers(guest, '192.0.2.1', apiPort)).toBe(true);
  await applyRules(host.host.run, wanted);
  expect(await answers(guest, hostAddress, apiPort)).toBe(true);
  expect(await answers(guest, hostAddress, 22)).toBe(false);
  expect(await answers(guest, '192.0.2.1', apiPort)).toBe(false);
});

it('does not answer a guest that says it is somebody else', async () => {
  await using pair = await makePair();
  const { host, guest } = pair;
  await guest.ip('address', 'flush', 'dev', 'wire0');
  await guest.ip('address', 'add', '198.51.100.9/32', 'dev', 'wire0');
  await guest.ip('route', 'add', hostAddress, 'dev', 'wire0');
  await host.ip('route', 'add', '198.51.100.9/32', 'dev', bridge);
  expect(await answers(guest, hostAddress, apiPort)).toBe(true);
  await applyRules(host.host.run, wanted);
  expect(await answers(guest, hostAddress, apiPort)).toBe(false);
});

it('lets the host begin nothing with the guest', async () => {
  await using pair = await makePair();
  const { host, guest } = pair;
  expect(await answers(host, guestAddress, 22)).toBe(true);
  await applyRules(host.host.run, wanted);
  expect(await answers(host, guestAddress, 22)).toBe(false);
  expect(await answers(host, guestAddress, apiPort)).toBe(false);
  expect(await answers(guest, hostAddress, apiPort)).toBe(true);
});
