import { expect, it } from 'vitest';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { wantedNic } from '../../unit/backend/network/links.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const both = { permanent: '00:1b:21:00:00:01', derived: '06:1b:21:00:00:01' };

/** Moves an end of a wire into another network, and gives it an address there. */
async function give(from: Namespace, link: string, to: Namespace, address: string): Promise<void> {
  await from.ip('link', 'set', link, 'netns', to.name);
  await to.ip('address', 'add', address, 'dev', link);
  await to.ip('link', 'set', link, 'up');
}

it("lets the guest be reached by the NIC's own address, which the NIC with that address does not", async () => {
  await using box = await makeNamespace(1);
  await using outside = await makeNamespace(0);
  await using guest = await makeNamespace(0);
  await box.ip('link', 'set', 'eth0', 'address', both.permanent);
  await give(box, 'wire0', outside, '192.0.2.1/24');
  const wanted = wantedNic('eth0', { address: { ...both, wanted: 'derived' } });
  expect((await applyBridges(box.host, [wanted])).problems).toEqual([]);

  await box.ip('link', 'add', 'end', 'type', 'veth', 'peer', 'name', 'guest0', 'address', both.permanent);
  await box.ip('link', 'set', 'end', 'master', 'br-eth0', 'up');
  await give(box, 'guest0', guest, '192.0.2.2/24');
  const ping = () => outside.run('ping', ['-c', '3', '-W', '2', '192.0.2.2']);
  expect(await ping()).toMatchObject({ ok: true });

  await box.ip('link', 'set', 'eth0', 'address', both.permanent);
  expect(await ping()).toMatchObject({ ok: false });
});
