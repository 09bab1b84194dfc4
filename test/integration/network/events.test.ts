import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Event, factValue, type Network } from '../../../src/contract/index.ts';
import { patiently } from '../../support/eventually.ts';
import { type BackendProcess, prepareBackend } from '../backend/process.ts';
import { makeFakeNics } from './support/fake-nics.ts';
import { lldpFrame } from './support/lldp-frame.ts';
import { makeNamespace } from './support/namespace.ts';

const support = path.join(import.meta.dirname, 'support');

/** A real backend that owns the two NICs of a namespace, whose wires nobody else speaks on; it reaches nothing else of the machine. */
async function startBox() {
  const namespace = await makeNamespace(2);
  for (const wire of ['wire0', 'wire1']) {
    await namespace.run('dd', [`of=/proc/sys/net/ipv6/conf/${wire}/disable_ipv6`], { input: '1' });
    await namespace.ip('link', 'set', wire, 'up');
  }
  const nics = await makeFakeNics(['eth0', 'eth1']);
  const within = ['ip', 'netns', 'exec', namespace.name, path.join(support, 'private-run.sh')];
  const backend = await prepareBackend(['--own-network', '--root', nics.root], {}, within);
  await writeFile(backend.policyFile, 'version: 1\nguest: { disks: [{ target: vda, source: /dev/null }] }\n');
  await backend.start();
  return {
    ...{ namespace, backend },
    [Symbol.asyncDispose]: async () => {
      await backend[Symbol.asyncDispose]();
      await nics.remove();
      await namespace[Symbol.asyncDispose]();
    },
  };
}

/** The network as the backend tells of it by itself, the newest last. */
function followNetwork({ admin }: BackendProcess) {
  const told: Network[] = [];
  const life = new AbortController();
  const onEvent = (event: Event) => void (event.type === 'network' && told.push(event.data));
  const following = admin.events({ signal: life.signal, onEvent });
  return {
    told,
    [Symbol.asyncDispose]: async () => {
      life.abort();
      await following;
    },
  };
}
const carriers = (network: Network | undefined) =>
  network?.ports.map(({ nic, carrier }) => [nic, factValue(carrier)]);

it('a real backend tells of a cable that is pulled', async () => {
  await using box = await startBox();
  await using following = followNetwork(box.backend);
  const now = () => following.told.at(-1);
  await patiently(() => {
    expect(carriers(now())).toEqual([
      ['eth0', true],
      ['eth1', true],
    ]);
    expect(now()?.ports.map(({ asWanted }) => factValue(asWanted))).toEqual([true, true]);
  });
  await box.namespace.ip('link', 'set', 'wire1', 'down');
  await patiently(() =>
    expect(carriers(now())).toEqual([
      ['eth0', true],
      ['eth1', false],
    ]),
  );
});

it('a real backend counts traffic for each call, and never in what it tells by itself', async () => {
  await using box = await startBox();
  await using following = followNetwork(box.backend);
  const received = async () => {
    const { ports } = await box.backend.admin.call('network.get');
    return factValue(ports[0]?.counters ?? { state: 'unknown' })?.rxPackets ?? Number.NaN;
  };
  await patiently(() =>
    expect(factValue(following.told.at(-1)?.ports[0]?.asWanted ?? { state: 'unknown' })).toBe(true),
  );
  const before = await received();
  const frame = lldpFrame({
    chassisMac: '02:00:00:00:00:01',
    port: '1',
    name: 'a',
    description: 'b',
    ttl: 0,
  });
  for (let n = 0; n < 3; n++) {
    const sent = await box.namespace.run('perl', [
      path.join(import.meta.dirname, '../../support/send-frames.pl'),
      'wire0',
      frame,
    ]);
    expect(sent).toMatchObject({ ok: true });
  }
  expect(await received()).toBe(before + 3);
  await box.namespace.ip('link', 'set', 'wire0', 'down');
  await patiently(() => expect(carriers(following.told.at(-1))?.[0]).toEqual(['eth0', false]));
  const counters = following.told.flatMap(({ ports }) => ports.map((port) => port.counters.state));
  expect(new Set(counters)).toEqual(new Set(['unknown']));
});
