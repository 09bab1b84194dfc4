import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunCommand, runCommand } from '../../../src/backend/host/commands.ts';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import type { ObservedLink } from '../../../src/backend/network/model.ts';
import { parseLinks } from '../../../src/backend/network/parse-links.ts';

let namespace: string;
const batches: string[] = [];
/** `ip` in the test's own network namespace. */
const inNamespace: RunCommand = (file, args, options) => {
  if (options?.input !== undefined) batches.push(options.input);
  return runCommand(file, ['-n', namespace, ...args], options);
};
const ip = async (...args: string[]): Promise<void> => {
  const result = await inNamespace('ip', args);
  if (!result.ok) throw new Error(`ip ${args.join(' ')}: ${result.message}`);
};
const observe = async (): Promise<Map<string, ObservedLink>> => {
  const result = await inNamespace('ip', ['-json', '-details', 'address', 'show']);
  if (!result.ok) throw new Error(result.message);
  return new Map(parseLinks(result.stdout).map((link) => [link.name, link]));
};

beforeEach(async () => {
  namespace = `bezel-test-${randomBytes(4).toString('hex')}`;
  batches.length = 0;
  const made = await runCommand('ip', ['netns', 'add', namespace]);
  if (!made.ok) throw new Error(`a network namespace cannot be made: ${made.message}`);
  await ip('link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'wire0');
  await ip('link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', 'wire1');
});
afterEach(async () => {
  await runCommand('ip', ['netns', 'delete', namespace]);
});

const wanted = ['eth0', 'eth1'].map((nic) => ({ nic, bridge: `br-${nic}` }));

it('gives each NIC a silent bridge of its own, and does nothing the second time', async () => {
  await ip('address', 'add', '192.0.2.1/24', 'dev', 'eth0');
  await ip('link', 'set', 'eth0', 'up');

  expect(await applyBridges(inNamespace, wanted)).toEqual([]);

  const links = await observe();
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
  batches.length = 0;
  expect(await applyBridges(inNamespace, wanted)).toEqual([]);
  expect(batches).toEqual([]);
});

it('puts right what somebody else changed', async () => {
  await applyBridges(inNamespace, wanted);
  await ip('link', 'set', 'eth0', 'nomaster');
  await ip('address', 'add', '198.51.100.7/24', 'dev', 'br-eth1');
  await ip('link', 'set', 'br-eth1', 'type', 'bridge', 'stp_state', '1');

  expect(await applyBridges(inNamespace, wanted)).toEqual([]);

  const links = await observe();
  expect(links.get('eth0')?.master).toBe('br-eth0');
  expect(links.get('br-eth1')).toMatchObject({ addresses: [], bridge: { stp: false } });
});

it('reports a NIC that is gone and serves the other', async () => {
  await ip('link', 'delete', 'eth0');
  const problems = await applyBridges(inNamespace, wanted);
  expect(problems.map((p) => p.message)).toEqual(['NIC eth0 is gone']);
  expect((await observe()).get('eth1')?.master).toBe('br-eth1');
});
