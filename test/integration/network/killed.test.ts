import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { wantedNic } from '../../unit/backend/network/links.ts';
import { makeNamespace } from './support/namespace.ts';

const program = join(import.meta.dirname, 'support/apply-some.ts');
const wanted = ['eth0', 'eth1'].map((name, index) => {
  const permanent = `00:1b:21:00:00:0${index}`;
  const address = { permanent, derived: permanent.replace('00:', '06:'), wanted: 'derived' } as const;
  return wantedNic(name, { mtu: 9000, portMask: 4, forwardMask: 8, address });
});
const seed = 20260301;
/** What `wanted` takes is 26 changes or more; each number is where one process ends. */
const [ends = []] = fc.sample(
  fc.uniqueArray(fc.integer({ min: 0, max: 25 }), { minLength: 6, maxLength: 6 }),
  {
    numRuns: 1,
    seed,
  },
);

it.each(ends)(
  'recovers from a SIGKILL after %i changes, and what is up by then is silent',
  async (changes) => {
    await using namespace = await makeNamespace(2);
    const args = ['netns', 'exec', namespace.name, process.execPath, program, String(changes)];
    const { signal } = spawnSync('ip', [...args, JSON.stringify(wanted)]);
    expect(signal, `seed ${seed}`).toBe('SIGKILL');

    for (const link of (await namespace.links()).values())
      if (/^(br-)?eth/.test(link.name) && link.isUp)
        expect(link).toMatchObject({ arp: false, makesAddresses: false, addresses: [] });
    expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);
    const links = await namespace.links();
    expect(wanted.map(({ nic }) => links.get(nic)?.master)).toEqual(['br-eth0', 'br-eth1']);
    expect(wanted.map(({ nic }) => links.get(nic)?.address)).toEqual([
      '06:1b:21:00:00:00',
      '06:1b:21:00:00:01',
    ]);
    namespace.inputs.length = 0;
    await applyBridges(namespace.host, wanted);
    expect(namespace.inputs).toEqual([]);
  },
);
