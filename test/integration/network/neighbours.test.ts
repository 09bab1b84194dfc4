import path from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { Neighbours } from '../../../src/backend/network/lldp/neighbours.ts';
import type { WantedNic } from '../../../src/backend/network/model.ts';
import { patiently } from '../../support/eventually.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';
import { startListening } from './support/listen.ts';
import { lldpFrame } from './support/lldp-frame.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const sender = path.join(import.meta.dirname, '../../support/send-frames.pl');
/** Bit 14 is LLDP's. */
const passed = { forwardMask: 1 << 14, portMask: 0 };
const kept = { forwardMask: 0, portMask: 0 };
const guestNic = (nic: string, masks: typeof kept): WantedNic => ({
  ...{ nic, role: 'guest', bridge: `br-${nic}`, multicastSnooping: false },
  ...masks,
});

/** Two NICs of the guest, of which one passes LLDP on, and somebody who listens. */
async function startBox() {
  const namespace = await makeNamespace(2);
  const wanted = [guestNic('eth0', kept), guestNic('eth1', passed)];
  expect((await applyBridges(namespace.host, wanted)).problems).toEqual([]);
  for (const wire of ['wire0', 'wire1']) {
    await namespace.run('dd', [`of=/proc/sys/net/ipv6/conf/${wire}/disable_ipv6`], { input: '1' });
    await namespace.ip('link', 'set', wire, 'up');
  }
  const listening = await startListening(namespace);
  const neighbours = new Neighbours({
    ...{ clock: systemClock, log: silentLog, run: listening.run, follow: listening.follow },
    onChange: () => {},
  });
  neighbours.start();
  return {
    ...{ namespace, listening, neighbours },
    [Symbol.asyncDispose]: async () => {
      await neighbours.stop();
      await listening.stop();
      await namespace[Symbol.asyncDispose]();
    },
  };
}

const switchAt = (name: string, chassisMac: string, ttl = 120) =>
  lldpFrame({ chassisMac, name, ttl, port: 'Gi1/0/7', description: 'to the \u001b[31mbox' });

async function say(namespace: Namespace, wire: string, frame: string): Promise<void> {
  const sent = await namespace.run('perl', [sender, wire, frame]);
  if (!sent.ok) throw new Error(sent.message);
}
const sentBy = async (namespace: Namespace, nic: string): Promise<string> =>
  await namespace.host
    .readText(`/sys/class/net/${nic}/statistics/tx_packets`)
    .then((text) => (text.ok ? text.value.trim() : text.message));

it("hears who is at the other end of a bridge's port, whether LLDP is passed on or not, until he goes", async () => {
  await using box = await startBox();
  const { namespace, neighbours } = box;
  const [one, two] = [switchAt('one\u0007', '02:00:00:00:00:01'), switchAt('two', '02:00:00:00:00:02')];
  // A switch repeats itself; whoever has just begun to listen hears the next one.
  await patiently(async () => {
    await say(namespace, 'wire0', one);
    await say(namespace, 'wire1', two);
    expect([...neighbours.heard.keys()].sort()).toEqual(['eth0', 'eth1']);
  });
  expect(neighbours.heard.get('eth0')).toEqual({
    ...{ chassisId: '02:00:00:00:00:01', portId: 'Gi1/0/7' },
    ...{ systemName: 'one', portDescription: 'to the box' },
  });
  expect(neighbours.heard.get('eth1')?.systemName).toBe('two');

  await say(namespace, 'wire0', switchAt('one', '02:00:00:00:00:01', 0));
  await patiently(() => expect([...neighbours.heard.keys()]).toEqual(['eth1']));
  await namespace.ip('link', 'set', 'wire1', 'down');
  await patiently(() => expect([...neighbours.heard.keys()]).toEqual([]));
});

it('keeps four for a port, however many speak, and tells of one', async () => {
  await using box = await startBox();
  const { namespace, listening, neighbours } = box;
  await patiently(async () => {
    await say(namespace, 'wire0', switchAt('first', '02:00:00:00:01:00'));
    expect(neighbours.heard.get('eth0')?.systemName).toBe('first');
  });
  for (let n = 1; n <= 9; n++) await say(namespace, 'wire0', switchAt(`other ${n}`, `02:00:00:00:01:0${n}`));
  await say(namespace, 'wire1', switchAt('last', '02:00:00:00:00:02'));
  await patiently(() => expect(neighbours.heard.get('eth1')?.systemName).toBe('last'));
  const said = await listening.run('lldpcli', ['-f', 'json0', 'show', 'neighbors', 'ports', 'eth0']);
  expect(said.ok && said.stdout.match(/"rid"/g)).toHaveLength(4);
  expect(neighbours.heard.get('eth0')?.systemName).toBe('first');
});

it('sends nothing at all, also at its end, and leaves the NICs as they were', async () => {
  await using box = await startBox();
  const { namespace, listening, neighbours } = box;
  const before = [...(await namespace.links()).values()];
  await patiently(async () => {
    await say(namespace, 'wire0', switchAt('one', '02:00:00:00:00:01'));
    expect(neighbours.heard.size).toBe(1);
  });
  await neighbours.stop();
  await listening.stop();
  expect([...(await namespace.links()).values()]).toEqual(before);
  expect([await sentBy(namespace, 'eth0'), await sentBy(namespace, 'eth1')]).toEqual(['0', '0']);
});
