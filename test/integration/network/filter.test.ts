import { expect, it } from 'vitest';
import { applyRules } from '../../../src/backend/network/apply-rules.ts';
import { answers } from './support/answers.ts';
import { makeNamespace } from './support/namespace.ts';

it('makes the table once, and puts it back whole when somebody has changed it', async () => {
  await using namespace = await makeNamespace(0);
  const { run } = namespace.host;
  expect(await applyRules(run, { inside: ['lo'] })).toEqual({ problems: [], did: 'made' });
  expect(await applyRules(run, { inside: ['lo'] })).toEqual({ problems: [], did: 'nothing' });
  for (const change of [
    ['flush', 'chain', 'inet', 'bezel', 'input'],
    ['add', 'element', 'inet', 'bezel', 'inside', '{ eth0 }'],
    ['insert', 'rule', 'inet', 'bezel', 'output', 'accept'],
  ]) {
    expect((await run('nft', change)).ok).toBe(true);
    expect(await applyRules(run, { inside: ['lo'] })).toEqual({ problems: [], did: 'replaced' });
  }
  expect(await applyRules(run, { inside: ['lo', 'bezel0'] })).toEqual({ problems: [], did: 'replaced' });
  expect(await applyRules(run, { inside: ['bezel0', 'lo'] })).toEqual({ problems: [], did: 'nothing' });
});

it('drops what comes from a wire, although the host has an address there, and lets the host speak to itself', async () => {
  await using namespace = await makeNamespace(1);
  await using outside = await makeNamespace(0);
  await namespace.ip('link', 'set', 'wire0', 'netns', outside.name);
  for (const [there, link, address] of [
    [namespace, 'eth0', '192.0.2.1/24'],
    [outside, 'wire0', '192.0.2.2/24'],
  ] as const) {
    await there.ip('address', 'add', address, 'dev', link);
    await there.ip('link', 'set', link, 'up');
    await there.ip('link', 'set', 'lo', 'up');
  }
  expect(await answers(outside, '192.0.2.1', 9)).toBe(true);
  await applyRules(namespace.host.run, { inside: ['lo'] });
  expect(await answers(outside, '192.0.2.1', 9)).toBe(false);
  expect(await answers(namespace, '192.0.2.2', 9)).toBe(false);
  expect(await answers(namespace, '127.0.0.1', 9)).toBe(true);
});
