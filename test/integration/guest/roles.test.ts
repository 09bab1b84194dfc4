import { expect, it } from 'vitest';
import type { Network, NetworkPort, PortRoleRequest } from '../../../src/contract/index.ts';
import { until } from '../backend/process.ts';
import { makeWiredBox, type WiredBox } from './support/wired-box.ts';

const management = { port: 'eth1', role: 'management', address: '192.0.2.10/24' } as const;

async function set({ backend }: WiredBox, body: PortRoleRequest): Promise<string | undefined> {
  const { id } = await backend.admin.call('network.set', { body });
  const ended = await until(
    () => backend.admin.call('operations.get', { params: { id } }),
    ({ state }) => state !== 'queued' && state !== 'running',
  );
  expect(ended.state, ended.error?.message).toBe('done');
  return ended.progress.message;
}
const portOf = ({ ports }: Network, nic: string): NetworkPort | undefined =>
  ports.find((port) => port.nic === nic);
const readNetwork = ({ backend }: WiredBox): Promise<Network> => backend.admin.call('network.get');

/** As the kernel and libvirt have it: the NIC in its bridge, and the guest's NIC there; or the host's own. */
async function isGuests(box: WiredBox, nic: string): Promise<void> {
  await until(
    () => box.namespace.links(),
    (links) => links.get(nic)?.master === `br-${nic}` && links.get(nic)?.arp === false,
  );
  await box.guestHas(['eth0 up', 'eth1 up']);
}
async function isHosts(box: WiredBox, nic: string, guestHas = ['eth0 up', 'eth1 down']): Promise<void> {
  await until(
    () => box.namespace.links(),
    (links) => links.get(nic)?.master === undefined && links.get(nic)?.arp === true,
  );
  await box.guestHas(guestHas);
}

it('gives a NIC to the host, keeps it so once that is confirmed, and gives it back at the end', async () => {
  await using box = await makeWiredBox(['eth0', 'eth1']);
  await box.start();
  await isGuests(box, 'eth1');

  expect(await set(box, management)).toContain('It is taken back in 60 s unless it is confirmed');
  await isHosts(box, 'eth1');
  const now = await readNetwork(box);
  expect(now.unconfirmed).toMatchObject({ nic: 'eth1', message: expect.stringContaining('192.0.2.10/24') });
  expect(portOf(now, 'eth1')).toMatchObject({
    ...{ role: 'management', roleBy: 'technician' },
    management: { wanted: { address: '192.0.2.10/24' }, addresses: [] },
  });
  // Whoever gives it its address: it is seen.
  await box.namespace.ip('address', 'add', '192.0.2.10/24', 'dev', 'eth1');
  await until(
    () => readNetwork(box),
    (seen) => portOf(seen, 'eth1')?.management?.addresses[0] === '192.0.2.10/24',
  );
  expect(portOf(await readNetwork(box), 'eth1')?.asWanted).toMatchObject({ value: true });

  expect((await box.backend.admin.call('network.confirm')).unconfirmed).toBeUndefined();
  await box.backend.end('SIGKILL');
  await box.start();
  await isHosts(box, 'eth1');
  expect(portOf(await readNetwork(box), 'eth1')).toMatchObject({ role: 'management', roleBy: 'technician' });

  await set(box, { port: 'eth1', role: 'policy' });
  await isGuests(box, 'eth1');
  expect((await box.namespace.links()).get('eth1')?.addresses).toEqual([]);
  await box.backend.admin.call('network.confirm');
  expect(portOf(await readNetwork(box), 'eth1')).toMatchObject({ role: 'guest', roleBy: 'policy' });
});

it('takes a change back that nobody confirmed before the backend was killed, and says so', async () => {
  await using box = await makeWiredBox(['eth0', 'eth1']);
  await box.start();
  await isGuests(box, 'eth1');
  await set(box, management);
  await isHosts(box, 'eth1');
  await box.backend.end('SIGKILL');
  await box.start();
  await isGuests(box, 'eth1');
  const now = await readNetwork(box);
  expect(now.unconfirmed).toBeUndefined();
  expect(now.problems).toContainEqual(expect.objectContaining({ code: 'network.taken-back' }));
});

it('takes a change back when somebody wants that, and refuses a second one until then', async () => {
  await using box = await makeWiredBox(['eth0', 'eth1']);
  await box.start();
  await isGuests(box, 'eth1');
  await set(box, management);
  await expect(
    box.backend.admin.call('network.set', { body: { port: 'eth0', role: 'unused' } }),
  ).rejects.toMatchObject({ code: 'network.unconfirmed', message: expect.stringContaining('eth1') });
  await box.backend.admin.call('network.revert');
  await isGuests(box, 'eth1');
});

it('takes another address in the policy back when the backend is killed before anybody confirms it', async () => {
  const network = (last: number): string =>
    `ports: [{ port: eth1, role: management, address: 192.0.2.${last}/24 }]`;
  await using box = await makeWiredBox(['eth0', 'eth1'], { network: network(10) });
  await box.start();
  await isHosts(box, 'eth1', ['eth0 up']);
  const addressIs = (address: string) =>
    until(
      () => readNetwork(box),
      (now) => portOf(now, 'eth1')?.management?.wanted.address === address,
    );
  const { admin } = box.backend;
  await box.setNetwork(network(20));
  await addressIs('192.0.2.20/24');
  expect((await readNetwork(box)).unconfirmed?.message).toContain('192.0.2.20/24');

  await box.backend.end('SIGKILL');
  await box.start();
  await addressIs('192.0.2.10/24');
  expect((await readNetwork(box)).problems).toContainEqual(
    expect.objectContaining({ code: 'network.policy-held' }),
  );

  await admin.call('config.reload');
  await addressIs('192.0.2.20/24');
  await admin.call('network.confirm');
  await box.backend.end('SIGKILL');
  await box.start();
  await addressIs('192.0.2.20/24');
});

it('says that the guest loses its last NIC', async () => {
  await using box = await makeWiredBox(['eth0']);
  await box.start();
  expect(await set(box, { port: 'eth0', role: 'unused' })).toContain(
    "no NIC of the box is the guest's any more",
  );
  await box.guestHas(['eth0 down']);
});
