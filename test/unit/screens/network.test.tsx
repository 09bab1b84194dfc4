import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/client/errors.ts';
import type { State } from '../../../src/client/store.ts';
import type { Fact, Network, NetworkPort, PortCounters } from '../../../src/contract/index.ts';
import {
  type Rendered,
  type RenderOptions,
  renderConsole,
  sampleNetwork,
  sampleState,
} from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const technician = { ...sample.access(), role: 'technician' as const };
const unlocked = (network: Network, rest: Partial<State> = {}): State =>
  sampleState({ network, access: technician, ...rest });
/** Its clock is that of the test's console: 60 s are left. */
const unconfirmed = (): Network => ({ ...sample.network(), problems: [] });

async function openNetwork(state: State, options: Omit<RenderOptions, 'state'> = {}): Promise<Rendered> {
  const box = renderConsole({ ...options, state });
  box.type('4');
  await box.see(/Port +Role|no NIC/);
  return box;
}
const asked = (box: Rendered, name: string) => box.calls.filter((call) => call.name === name);

const counted = (rxBytes: number, txBytes: number): Fact<PortCounters> => ({
  state: 'known',
  value: {
    ...{ rxBytes, txBytes, rxPackets: 10, txPackets: 5 },
    ...{ rxErrors: 2, txErrors: 0, rxDropped: 3, txDropped: 4 },
  },
});
/** The sample's network, of whose first NIC so much was counted. */
const withCounters = (counters: Fact<PortCounters>): Network => {
  const network = sampleNetwork();
  const [first, ...others] = network.ports;
  return { ...network, ports: [...(first === undefined ? [] : [{ ...first, counters }]), ...others] };
};
/** A network of so many NICs. */
function networkOf(count: number): Network {
  const [port] = sampleNetwork().ports as [NetworkPort];
  return {
    ports: Array.from({ length: count }, (_, i) => ({ ...port, nic: `eth${i}`, label: `LAN ${i}` })),
    problems: [],
  };
}

describe('the network', () => {
  test('has a row for each NIC, and fits 80 columns', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()));
    expect(box.text()).toMatch(/LAN 1 +guest +1 Gbit\/s/);
    expect(box.text()).toMatch(/enp2s0 +unused +unknown/);
    expect(box.text()).toMatch(/MGMT +management +10 Gbit\/s/);
    expect(box.text()).toMatch(/Private link +bezel0, as wanted/);
  });

  test('has more beside each other on a wide terminal', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), { columns: 200, rows: 50 });
    expect(box.text()).toMatch(/LAN 1 .*3c:ec:ef:00:00:10 .*br-enp1s0 .*igb .*rack4-switch1 Gi1\/0\/7/);
  });

  test('has the details of the chosen NIC below the rows on a tall terminal', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), { columns: 200, rows: 50 });
    await box.see(/Name +rack4-switch1/);
    box.type('j');
    await box.see('unknown (nobody has been heard)');
  });

  test('has a sign at a NIC that is not as it is wanted', async () => {
    const [port] = sampleNetwork().ports as [NetworkPort];
    const odd = {
      ...port,
      label: 'Onboard LAN number 1',
      asWanted: { state: 'known' as const, value: false },
    };
    const box = await openNetwork(unlocked({ ports: [odd], problems: [] }));
    expect(box.text()).toMatch(/Onboard LAN. ! +guest/);
  });

  test('says that there is none, and when nothing is known yet', async () => {
    const none = await openNetwork(unlocked({ ports: [], problems: [] }));
    expect(none.text()).toContain('The box has no NIC.');
    expect(none.text()).not.toContain('Details');
    const { network: _, ...early } = sampleState();
    const box = renderConsole({ state: early as State });
    box.type('4');
    await box.see('Nothing is known of the network yet.');
  });

  test('shows what is wrong with it', async () => {
    const box = await openNetwork(unlocked({ ...sampleNetwork(), problems: sample.network().problems }));
    await box.see('1 problem');
    await box.see('Another program has changed NIC enp1s0');
    const many = Array.from({ length: 20 }, () => sample.network().problems).flat();
    box.store.set({ network: { ...networkOf(64), problems: many } });
    await box.see('20 problems');
    await box.see(/│ (…|~)/);
  });

  test.each([1, 8, 64])('of %i NICs can be gone through to the last one', async (count) => {
    const box = await openNetwork(unlocked(networkOf(count)));
    box.type('G');
    box.type('\r');
    await box.see(new RegExp(`Port +LAN ${count - 1}\\b`));
    box.type('\u001b');
    await box.see(/Port +Role/);
    await box.see(`LAN ${count - 1} `);
    expect(box.rows()[22]).toContain('? Help');
  });

  test('goes back to the rows when the NIC that is looked at has gone', async () => {
    const box = await openNetwork(unlocked(networkOf(3)));
    box.type('j\r');
    await box.see(/Port +LAN 1\b/);
    const { ports, ...rest } = networkOf(3);
    box.store.set({ network: { ...rest, ports: ports.filter(({ nic }) => nic !== 'eth1') } });
    await box.see(/Port +Role/);
    expect(box.text()).not.toContain('LAN 1');
  });

  test('stays at the chosen NIC when others come', async () => {
    const box = await openNetwork(unlocked(networkOf(2)));
    box.type('j\r');
    await box.see(/Port +LAN 1\b/);
    const more = networkOf(3);
    box.store.set({ network: { ...more, ports: more.ports.toReversed() } });
    box.type('\u001b[C');
    await box.see(/Port +LAN 0\b/);
  });
});

describe('the traffic', () => {
  test('is what was counted in the true time between two readings, while the screen is shown', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), {
      answers: { 'network.get': () => withCounters(counted(1000, 0)) },
    });
    await expect.poll(() => asked(box, 'network.get').length).toBe(1);
    await expect.poll(() => box.clock.pending.length).toBe(2);
    box.answers['network.get'] = () => withCounters(counted(1000 + 250_000, 1250));
    box.clock.advance(2000);
    await box.see(/LAN 1 .* 1\.00 M +5\.00 k .*█/);
    box.type('1');
    await box.see('THE GUEST IS RUNNING');
    const before = asked(box, 'network.get').length;
    // Only the turn of the minute is waited for.
    expect(box.clock.pending.length).toBe(1);
    box.clock.advance(10_000);
    expect(asked(box, 'network.get').length).toBe(before);
  });

  test('is not known when the counters have started again, and is never negative', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), {
      rows: 50,
      answers: { 'network.get': () => withCounters(counted(1000, 1000)) },
    });
    await expect.poll(() => box.clock.pending.length).toBe(2);
    box.answers['network.get'] = () => withCounters(counted(10, 10));
    box.clock.advance(1000);
    await expect.poll(() => box.clock.pending.length).toBe(2);
    box.type('\r');
    await box.see(/Received +not known/);
    await box.see(/Bytes +10 received, 10 sent/);
  });

  test('that cannot be counted is unknown, with the reason', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), {
      rows: 50,
      answers: {
        'network.get': () => withCounters({ state: 'unknown', reason: 'rx_bytes cannot be read: EIO' }),
      },
    });
    box.type('\r');
    await box.see('unknown (rx_bytes cannot be read: EIO)');
  });

  test.each([
    ['linux', /[_▄█]/],
    ['vt220', /[_.\-=+*%#]/],
    ['xterm-256color', /[▁▂▃▄▅▆▇█]/],
  ])('has a graph on %s', async (term, sign) => {
    let bytes = 0;
    const box = await openNetwork(unlocked(sampleNetwork()), {
      term,
      answers: { 'network.get': () => withCounters(counted(bytes, 0)) },
    });
    box.type('\r');
    for (let reading = 0; reading < 5; reading++) {
      await expect.poll(() => asked(box, 'network.get').length).toBe(reading + 1);
      await expect.poll(() => box.clock.pending.length).toBe(2);
      bytes += reading * 100_000;
      box.clock.advance(1000);
    }
    await box.see(/Received +3\.20 Mbit\/s/);
    const row = box.rows().find((each) => each.includes('Received')) ?? '';
    expect(row.slice(60)).toMatch(sign);
  });
});

describe('the details', () => {
  test('tell everything about a NIC, and of what is not known why', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), { rows: 50 });
    box.type('\r');
    for (const text of ['rack4-switch1', 'Gi1/0/7', 'to the appliance', '02:aa:bb:cc:dd:ee', '0000:01:00.0'])
      await box.see(text);
    box.type('\u001b[C');
    await box.see('unknown (the port is down)');
    await box.see('unknown (nobody has been heard)');
    box.type('\u001b[C');
    await box.see(/Role +management, set by a technician/);
    await box.see(/Gateway +192\.0\.2\.1/);
    await box.see(/It has now +192\.0\.2\.10\/24/);
  });
});

describe('blinking', () => {
  test('is asked for, and can be cancelled', async () => {
    const operation = { ...sample.operation(), kind: 'network.identify', cancellable: true };
    const box = await openNetwork(unlocked(sampleNetwork()), {
      answers: { 'network.identify': () => operation, 'operations.cancel': () => operation },
    });
    box.type('i');
    await box.see('Make the light of LAN 1 blink?');
    box.type('y');
    await expect
      .poll(() => asked(box, 'network.identify'))
      .toEqual([{ name: 'network.identify', input: { body: { port: 'enp1s0' } } }]);
    box.store.set({ operations: [{ ...operation, state: 'running' }] });
    await box.see('Make the light of a NIC blink, under way');
    box.type('c');
    await box.see('Cancel what is under way?');
    box.type('y');
    await expect.poll(() => asked(box, 'operations.cancel').length).toBe(1);
  });

  test('that does not work is told until somebody has read it', async () => {
    const operation = { ...sample.operation(), kind: 'network.identify', state: 'failed' as const };
    const error = { code: 'network.cannot-identify', message: 'The light of enp1s0 does not blink' };
    const box = await openNetwork(unlocked(sampleNetwork(), { operations: [{ ...operation, error }] }));
    await box.see('The light of enp1s0 does not blink');
    box.type('\u001b');
    await box.seeNo('The light of enp1s0 does not blink');
    box.store.set({ operations: [{ ...operation, id: 'another', error }] });
    await box.see('The light of enp1s0 does not blink');
  });

  test("needs the technician's PIN", async () => {
    const locked = { ...sample.access(), role: 'viewer' as const, retryAfterMs: 0 };
    const box = await openNetwork(unlocked(sampleNetwork(), { access: locked }), {
      answers: { 'access.get': () => locked },
    });
    box.type('i');
    await box.see("Technician's PIN");
    expect(asked(box, 'network.identify')).toEqual([]);
  });
});

describe('the role of a NIC', () => {
  const RIGHT = '\u001b[C';
  const DOWN = '\u001b[B';

  test('is changed by a form, after a question that says what it means', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), {
      answers: { 'network.set': () => sample.operation() },
    });
    box.type('r');
    await box.see('What LAN 1 is for');
    box.type(RIGHT);
    await box.see('< management of the host >');
    await box.see(/Its address +by DHCP/);
    box.type(DOWN + RIGHT);
    await box.see('< fixed >');
    box.type(`${DOWN}192.0.2.7\r`);
    await box.see('The address has a prefix length');
    expect(asked(box, 'network.set')).toEqual([]);
    box.type(`/24${DOWN}192.0.2.1${DOWN}192.0.2.53 192.0.2.54\r`);
    await box.see('Change what LAN 1 is for?');
    await box.see('taken back after 60 s');
    box.type('y');
    await expect
      .poll(() => asked(box, 'network.set').map(({ input }) => input))
      .toEqual([
        {
          body: {
            ...{ port: 'enp1s0', role: 'management', address: '192.0.2.7/24' },
            ...{ gateway: '192.0.2.1', dns: ['192.0.2.53', '192.0.2.54'] },
          },
        },
      ]);
  });

  test('is left as it is by Esc, and while the form is open letters are no commands', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()));
    box.type('r');
    await box.see('What LAN 1 is for');
    box.type('i3\u001b');
    await box.seeNo('What LAN 1 is for');
    await box.see(/Port +Role/);
  });

  test('is refused in the words of the backend', async () => {
    const box = await openNetwork(unlocked(sampleNetwork()), {
      answers: {
        'network.set': () => {
          throw new ApiError(409, { code: 'network.not-ours', message: 'The network is not ours' });
        },
      },
    });
    box.type('r');
    await box.see('What LAN 1 is for');
    box.type(`${RIGHT}${RIGHT}\r`);
    await box.see('the guest loses its NIC there');
    box.type('y');
    await box.see('The network is not ours');
  });

  test('is taken back in so many seconds, which every seat counts, unless it is kept', async () => {
    const box = await openNetwork(unlocked(unconfirmed()), {
      answers: { 'network.confirm': () => sampleNetwork() },
    });
    await box.see('TAKEN BACK IN 60 s UNLESS YOU KEEP IT');
    await box.see('MGMT is for management, 192.0.2.10/24');
    expect(box.text()).not.toContain('r Role');
    box.clock.advance(1000);
    await box.see('TAKEN BACK IN 59 s');
    box.type('a');
    await box.see('Keep the change?');
    box.type('y');
    await expect.poll(() => asked(box, 'network.confirm').length).toBe(1);
    box.store.set({ network: sampleNetwork() });
    await box.seeNo('TAKEN BACK');
    await box.see('r Role');
  });

  test('is taken back at once, but not when it is another change by then', async () => {
    const box = await openNetwork(unlocked(unconfirmed()), {
      answers: { 'network.revert': () => sampleNetwork() },
    });
    box.type('t');
    await box.see('Take the change back now?');
    const change = { ...unconfirmed().unconfirmed, confirmBy: '2026-03-01T08:02:00.000Z' };
    box.store.set({ network: { ...unconfirmed(), unconfirmed: change } as Network });
    box.type('y');
    await box.see('This is not possible any more');
    expect(asked(box, 'network.revert')).toEqual([]);
    box.type('\r');
    await box.see('TAKEN BACK IN 120 s');
    box.type('t');
    await box.see('Take the change back now?');
    box.type('y');
    await expect.poll(() => asked(box, 'network.revert').length).toBe(1);
  });

  test('that waits to be kept is told on the Overview', async () => {
    const box = renderConsole({ state: unlocked(unconfirmed()) });
    await box.see('A CHANGE OF THE NETWORK WAITS TO BE KEPT: press 4');
  });
});

describe('a lost backend', () => {
  test('is neither asked nor told to do anything', async () => {
    const box = await openNetwork(unlocked(unconfirmed()), {
      answers: { 'network.get': () => sampleNetwork() },
    });
    await expect.poll(() => box.clock.pending.length).toBe(3);
    box.store.set({ link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1 } });
    await box.see('The backend does not answer');
    const before = box.calls.length;
    expect(box.clock.pending.length).toBe(1);
    for (const label of ['a Keep', 't Take back', 'i Blink', 'r Role'])
      expect(box.text()).not.toContain(label);
    expect(box.calls.length).toBe(before);
  });
});
