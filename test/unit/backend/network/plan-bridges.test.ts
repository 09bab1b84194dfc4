import { describe, expect, it } from 'vitest';
import { applyBridges } from '../../../../src/backend/network/apply-bridges.ts';
import type { ObservedLink, Step } from '../../../../src/backend/network/model.ts';
import { parseLinks } from '../../../../src/backend/network/parse-links.ts';
import { planBridges } from '../../../../src/backend/network/plan-bridges.ts';
import { renderBatch } from '../../../../src/backend/network/render-batch.ts';

const nic = (name: string, more: Partial<ObservedLink> = {}): ObservedLink => ({
  name,
  index: 1,
  isUp: false,
  isBridge: false,
  master: undefined,
  addresses: [],
  makesAddresses: true,
  bridge: undefined,
  ...more,
});
/** The steps of all NICs, one after the other. */
const stepsOf = (...input: Parameters<typeof planBridges>): Step[] =>
  planBridges(...input).nics.flatMap(({ steps }) => steps);
const quiet = { stp: false, forwardDelay: 0, multicastSnooping: false };
const eth0 = { nic: 'eth0', bridge: 'br-eth0' };

describe('planBridges', () => {
  it('makes a bridge, joins the NIC and brings both up, the bridge first', () => {
    expect(stepsOf([nic('eth0')], [eth0])).toEqual([
      { kind: 'create-bridge', bridge: 'br-eth0' },
      { kind: 'make-no-addresses', link: 'br-eth0' },
      { kind: 'make-no-addresses', link: 'eth0' },
      { kind: 'join', nic: 'eth0', bridge: 'br-eth0' },
      { kind: 'up', link: 'br-eth0' },
      { kind: 'up', link: 'eth0' },
    ]);
  });

  it('has nothing to do when everything is as wanted', () => {
    const links = [
      nic('eth0', { isUp: true, makesAddresses: false, master: 'br-eth0' }),
      nic('br-eth0', { isUp: true, makesAddresses: false, isBridge: true, bridge: quiet }),
    ];
    expect(planBridges(links, [eth0])).toEqual({
      nics: [{ nic: 'eth0', index: 1, steps: [] }],
      problems: [],
    });
  });

  it('takes addresses away, from the NIC and from the bridge', () => {
    const links = [
      nic('eth0', { isUp: true, makesAddresses: false, master: 'br-eth0', addresses: ['192.0.2.1/24'] }),
      nic('br-eth0', {
        isUp: true,
        makesAddresses: false,
        isBridge: true,
        bridge: quiet,
        addresses: ['fe80::1/64'],
      }),
    ];
    expect(stepsOf(links, [eth0])).toEqual([
      { kind: 'flush-addresses', link: 'br-eth0' },
      { kind: 'flush-addresses', link: 'eth0' },
    ]);
  });

  it('fetches a NIC back from a foreign bridge and quietens a bridge that somebody woke', () => {
    const links = [
      nic('eth0', { isUp: true, makesAddresses: false, master: 'docker0' }),
      nic('br-eth0', { isUp: true, makesAddresses: false, isBridge: true, bridge: { ...quiet, stp: true } }),
    ];
    expect(stepsOf(links, [eth0])).toEqual([
      { kind: 'quiet-bridge', bridge: 'br-eth0' },
      { kind: 'join', nic: 'eth0', bridge: 'br-eth0' },
    ]);
  });

  it('says which pair cannot be had and goes on with the others', () => {
    const plan = planBridges(
      [nic('eth1'), nic('br-eth2'), nic('eth2')],
      [eth0, { nic: 'eth1', bridge: 'br-eth1' }, { nic: 'eth2', bridge: 'br-eth2' }],
    );
    expect(plan.problems.map((p) => p.code)).toEqual(['network.nic-gone', 'network.name-taken']);
    expect(plan.nics.flatMap(({ steps }) => steps)).toContainEqual({
      kind: 'join',
      nic: 'eth1',
      bridge: 'br-eth1',
    });
  });
});

describe('renderBatch', () => {
  it('refuses a name that is not one', () => {
    expect(() => renderBatch([{ kind: 'up', link: 'eth0 down' }])).toThrow('not the name of a link');
    expect(() => renderBatch([{ kind: 'up', link: 'a\nlink' }])).toThrow('not the name of a link');
  });
});

describe('applyBridges', () => {
  it('turns what it cannot understand into a problem', async () => {
    const { problems } = await applyBridges(async () => ({ ok: true, stdout: '{"links": 1}' }), [eth0]);
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
        ifname: 'eth0',
        ifindex: 2,
        flags: ['BROADCAST', 'UP'],
        master: 'br-eth0',
        inet6_addr_gen_mode: 'none',
        addr_info: [],
      },
      {
        ifname: 'br-eth0',
        ifindex: 3,
        flags: [],
        inet6_addr_gen_mode: 'eui64',
        linkinfo: {
          info_kind: 'bridge',
          info_data: { stp_state: 1, forward_delay: 1500, mcast_snooping: 1 },
        },
        addr_info: [],
      },
    ]);
    expect(parseLinks(json)).toEqual([
      nic('lo', { isUp: true, makesAddresses: false, addresses: ['127.0.0.1/8'] }),
      nic('eth0', { index: 2, isUp: true, makesAddresses: false, master: 'br-eth0' }),
      nic('br-eth0', {
        index: 3,
        isBridge: true,
        bridge: { stp: true, forwardDelay: 1500, multicastSnooping: true },
      }),
    ]);
  });
});
