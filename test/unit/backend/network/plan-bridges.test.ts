import { describe, expect, it } from 'vitest';
import { applyBridges } from '../../../../src/backend/network/apply-bridges.ts';
import type { Observed, Step, WantedNic } from '../../../../src/backend/network/model.ts';
import { parseLinks } from '../../../../src/backend/network/parse-links.ts';
import { planBridges } from '../../../../src/backend/network/plan-bridges.ts';
import { planPhases } from '../../../../src/backend/network/plan-phases.ts';
import { renderBatch } from '../../../../src/backend/network/render-batch.ts';
import { bridge, joined, nic, observed, quiet, tap, wantedNic } from './links.ts';

/** The steps of all NICs and of none, one after the other. */
function stepsOf(seen: Observed, wanted: WantedNic[]): Step[] {
  const { nics, steps } = planBridges(seen, wanted);
  return [...nics.flatMap((each) => [...each.steps, ...each.tapSteps]), ...steps];
}
const eth0 = wantedNic('eth0');

describe('planBridges', () => {
  it('makes a bridge, silences both, joins the NIC and brings both up, the bridge first', () => {
    expect(stepsOf(observed([nic('eth0')], { ipv6: new Set(['eth0']) }), [eth0])).toEqual([
      { kind: 'create-bridge', bridge: 'br-eth0', settings: quiet },
      { kind: 'mark', link: 'br-eth0' },
      { kind: 'make-no-addresses', link: 'br-eth0' },
      { kind: 'no-arp', link: 'br-eth0' },
      { kind: 'no-ipv6', link: 'br-eth0' },
      { kind: 'make-no-addresses', link: 'eth0' },
      { kind: 'no-arp', link: 'eth0' },
      { kind: 'no-ipv6', link: 'eth0' },
      { kind: 'join', nic: 'eth0', bridge: 'br-eth0' },
      { kind: 'up', link: 'br-eth0' },
      { kind: 'up', link: 'eth0' },
    ]);
  });

  it('has nothing to do when everything is as wanted', () => {
    expect(planBridges(observed([joined('eth0'), bridge('br-eth0')]), [eth0])).toEqual({
      nics: [{ nic: 'eth0', index: 1, steps: [], tapSteps: [], problems: [] }],
      steps: [],
      problems: [],
    });
  });

  it('takes addresses away, from the NIC and from the bridge', () => {
    const links = [
      joined('eth0', { addresses: ['192.0.2.1/24'] }),
      bridge('br-eth0', { addresses: ['fe80::1/64'] }),
    ];
    expect(stepsOf(observed(links), [eth0])).toEqual([
      { kind: 'flush-addresses', link: 'br-eth0' },
      { kind: 'flush-addresses', link: 'eth0' },
    ]);
  });

  it('fetches a NIC back from a foreign bridge and quietens a bridge that somebody woke', () => {
    const links = [
      joined('eth0', { master: 'docker0' }),
      bridge('br-eth0', { bridge: { ...quiet, stp: true } }),
    ];
    expect(stepsOf(observed(links), [eth0])).toEqual([
      { kind: 'set-bridge', bridge: 'br-eth0', from: { ...quiet, stp: true }, settings: quiet },
      { kind: 'join', nic: 'eth0', bridge: 'br-eth0' },
    ]);
  });

  it("silences the guest's end and leaves it in, and throws out what is neither", () => {
    const links = [
      joined('eth0'),
      bridge('br-eth0'),
      tap('vnet0', 'br-eth0'),
      joined('eth1', { master: 'br-eth0' }),
    ];
    expect(stepsOf(observed(links), [{ ...eth0, portMask: 4 }])).toEqual([
      { kind: 'leave', link: 'eth1', master: 'br-eth0' },
      { kind: 'set-port', link: 'eth0', mask: 4 },
      { kind: 'make-no-addresses', link: 'vnet0' },
      { kind: 'no-arp', link: 'vnet0' },
      { kind: 'set-port', link: 'vnet0', mask: 4 },
    ]);
  });

  it('gives NIC, bridge and guest the same MTU; a NIC that refuses it keeps its own', () => {
    const links = [
      joined('eth0'),
      bridge('br-eth0'),
      tap('vnet0', 'br-eth0', { arp: false, makesAddresses: false }),
    ];
    expect(stepsOf(observed(links), [{ ...eth0, mtu: 9000 }])).toEqual(
      ['eth0', 'br-eth0', 'vnet0'].map((link) => ({ kind: 'set-mtu', link, mtu: 9000 })),
    );
    const plan = planBridges(observed(links), [{ ...eth0, mtu: 9216 }]);
    expect(plan.nics[0]?.steps).toEqual([]);
    expect(plan.nics[0]?.problems[0]?.message).toBe(
      'NIC eth0 does not take packets of 9216 bytes, but 68 to 9000: it stays at 1500',
    );
  });

  it('takes a NIC that nobody has down and out, and its bridge when the guest has left it', () => {
    const unused: WantedNic[] = [{ nic: 'eth0', role: 'unused' }];
    const out: Step[] = [
      { kind: 'down', link: 'eth0' },
      { kind: 'leave', link: 'eth0', master: 'br-eth0' },
    ];
    const links = [joined('eth0'), bridge('br-eth0')];
    expect(stepsOf(observed([...links, tap('vnet0', 'br-eth0')]), unused)).toEqual(out);
    expect(stepsOf(observed(links), unused)).toEqual([...out, { kind: 'delete-bridge', bridge: 'br-eth0' }]);
  });

  it('removes no bridge that it did not make', () => {
    expect(stepsOf(observed([bridge('br-lan', { alias: undefined })]), [])).toEqual([]);
  });

  it('says which NIC cannot be had and goes on with the others', () => {
    const plan = planBridges(observed([nic('eth1'), nic('br-eth2'), nic('eth2')]), [
      eth0,
      wantedNic('eth1'),
      wantedNic('eth2'),
      wantedNic('eth1', { nic: 'eth2', bridge: 'br-eth1' }),
    ]);
    expect(plan.problems.map((p) => p.code)).toEqual([
      'network.nic-gone',
      'network.name-taken',
      'network.name-clash',
    ]);
    expect(plan.nics.map((each) => each.nic)).toEqual(['eth1']);
  });
});

describe('planPhases', () => {
  it('lets nothing come up before everything is silent', () => {
    const wanted = ['eth0', 'eth1'].map((name) => wantedNic(name));
    const phases = planPhases(stepsOf(observed([nic('eth0'), nic('eth1')]), wanted));
    expect(phases.map(({ kind }) => kind)).toEqual(['links', 'settings', 'links']);
    expect(
      phases.map((phase) => (phase.kind === 'links' ? phase.steps.some(({ kind }) => kind === 'up') : false)),
    ).toEqual([false, false, true]);
  });
});

describe('renderBatch', () => {
  it('changes only what is another, STP before the delay that it forbids', () => {
    const from = { ...quiet, stp: true, forwardDelay: 1500, vlanFiltering: true };
    expect(renderBatch([{ kind: 'set-bridge', bridge: 'br-eth0', from, settings: quiet }])).toBe(
      'link set dev br-eth0 type bridge stp_state 0\n' +
        'link set dev br-eth0 type bridge forward_delay 0 vlan_filtering 0\n',
    );
    expect(renderBatch([{ kind: 'create-bridge', bridge: 'br-eth0', settings: quiet }])).toBe(
      'link add name br-eth0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0\n',
    );
  });

  it('refuses a name that is not one', () => {
    expect(() => renderBatch([{ kind: 'up', link: 'eth0 down' }])).toThrow('not the name of a link');
    expect(() => renderBatch([{ kind: 'up', link: 'a\nlink' }])).toThrow('not the name of a link');
  });
});

describe('applyBridges', () => {
  it('turns what it cannot understand into a problem', async () => {
    const host = {
      run: async () => ({ ok: true, stdout: '{"links": 1}' }) as const,
      readText: async () => ({ ok: true, value: '1' }) as const,
      writeText: async () => {},
    };
    const { problems } = await applyBridges(host, [eth0]);
    expect(problems.map((p) => p.code)).toEqual(['network.apply-failed']);
  });
});

describe('parseLinks', () => {
  it('reads what iproute2 prints', () => {
    const json = JSON.stringify([
      {
        ifname: 'lo',
        ifindex: 1,
        flags: ['LOOPBACK', 'UP'],
        addr_info: [{ local: '127.0.0.1', prefixlen: 8 }],
      },
      {},
      {
        ...{ ifname: 'eth0', ifindex: 2, flags: ['BROADCAST', 'NOARP', 'UP'], master: 'br-eth0' },
        ...{ mtu: 9000, min_mtu: 68, max_mtu: 9216, inet6_addr_gen_mode: 'none', addr_info: [] },
        linkinfo: { info_slave_kind: 'bridge', info_slave_data: { group_fwd_mask: '0x4' } },
      },
      {
        ...{ ifname: 'br-eth0', ifindex: 3, ifalias: 'bezel', flags: [], mtu: 1500, min_mtu: 68 },
        ...{ inet6_addr_gen_mode: 'eui64', addr_info: [] },
        linkinfo: {
          info_kind: 'bridge',
          info_data: {
            ...{ stp_state: 1, forward_delay: 1500, mcast_snooping: 1, group_fwd_mask: '0x4008' },
            ...{ vlan_filtering: 1, nf_call_iptables: 0, nf_call_ip6tables: 1 },
          },
        },
      },
    ]);
    const limits = { minMtu: 0, maxMtu: undefined, mtu: 0 };
    expect(parseLinks(json)).toEqual([
      nic('lo', { ...limits, isUp: true, makesAddresses: false, addresses: ['127.0.0.1/8'] }),
      joined('eth0', { index: 2, mtu: 9000, maxMtu: 9216, portMask: 4 }),
      nic('br-eth0', {
        ...{ index: 3, kind: 'bridge', alias: 'bezel', maxMtu: undefined },
        bridge: {
          ...{ stp: true, forwardDelay: 1500, multicastSnooping: true },
          ...{ forwardMask: 0x4008, vlanFiltering: true, callsFilter: true },
        },
      }),
    ]);
  });
});
