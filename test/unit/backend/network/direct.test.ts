import { describe, expect, it } from 'vitest';
import { network } from '../../../../src/backend/config/policy/network.ts';
import { planPortRoles } from '../../../../src/backend/engine/port-roles.ts';
import type { ObservedLink, WantedDirectNic } from '../../../../src/backend/network/model.ts';
import { planBridges } from '../../../../src/backend/network/plan-bridges.ts';
import { toWanted } from '../../../../src/backend/network/to-wanted.ts';
import { nicAt } from '../../../support/any-machine.ts';
import { bridge, joined, nic, observed, tap, wantedNic } from './links.ts';

const direct = (via: 'vfio' | 'macvtap'): WantedDirectNic => ({
  ...wantedNic('eth0'),
  ...{ role: 'passthrough', via },
});
const alone = joined('eth0', { master: undefined });
const macvtap = nic('macvtap0', { isUp: true, kind: 'macvtap', lower: 'eth0' });
const planFor = (links: ObservedLink[], wanted: Parameters<typeof planBridges>[1][number]) => {
  const { nics, steps, problems } = planBridges(observed(links), [wanted]);
  return { steps: [...nics.flatMap((each) => [...each.steps, ...each.tapSteps]), ...steps], problems };
};

describe('a NIC that the guest has itself', () => {
  it('leaves its bridge, which goes, and stays up under a macvtap', () => {
    const links = [joined('eth0'), bridge('br-eth0')];
    const leave = { kind: 'leave', link: 'eth0', master: 'br-eth0' };
    const away = { kind: 'delete-bridge', bridge: 'br-eth0' };
    expect(planFor(links, direct('macvtap')).steps).toEqual([leave, away]);
    expect(planFor(links, direct('vfio')).steps).toEqual([{ kind: 'down', link: 'eth0' }, leave, away]);
    expect(planFor([nic('eth0', { arp: false, makesAddresses: false })], direct('macvtap')).steps).toEqual([
      { kind: 'up', link: 'eth0' },
    ]);
  });

  it("has the guest's end silent too, and its address left to libvirt meanwhile", () => {
    const address = {
      permanent: '00:1b:21:00:00:01',
      derived: '06:1b:21:00:00:01',
      wanted: 'permanent',
    } as const;
    expect(planFor([alone, macvtap], { ...direct('macvtap'), address }).steps).toEqual([
      { kind: 'make-no-addresses', link: 'macvtap0' },
      { kind: 'no-arp', link: 'macvtap0' },
    ]);
    expect(planFor([alone], { ...direct('macvtap'), address }).steps).toMatchObject([
      { kind: 'set-address' },
    ]);
  });

  it('is not missed while the guest has it by VFIO', () => {
    expect(planFor([], direct('vfio'))).toEqual({ steps: [], problems: [] });
    expect(planFor([], direct('macvtap')).problems.map(({ code }) => code)).toEqual(['network.nic-gone']);
  });

  it('stays as the running guest has it, until that has ended', () => {
    const onBridge = [
      joined('eth0'),
      bridge('br-eth0'),
      tap('vnet0', 'br-eth0', { arp: false, makesAddresses: false }),
    ];
    for (const via of ['vfio', 'macvtap'] as const) expect(planFor(onBridge, direct(via)).steps).toEqual([]);
    const silent = { ...macvtap, arp: false, makesAddresses: false };
    expect(planFor([alone, silent], wantedNic('eth0')).steps).toEqual([]);
  });
});

it('is wanted by VFIO where the policy says no more', () => {
  const eth0 = nicAt('eth0', '00:1b:21:00:00:01', '0000:01:00.0');
  const wants = (via?: 'macvtap') => {
    const policy = network.parse({ ports: [{ port: 'eth0', role: 'passthrough', via }] });
    return toWanted([eth0], policy, planPortRoles(policy.ports, [eth0]).entries);
  };
  expect([wants(), wants('macvtap')].flat()).toMatchObject([
    { role: 'passthrough', via: 'vfio', address: { wanted: 'permanent' } },
    { role: 'passthrough', via: 'macvtap' },
  ]);
});
