import { describe, expect, it } from 'vitest';
import { network } from '../../../../src/backend/config/policy/network.ts';
import type { WantedAddress } from '../../../../src/backend/network/model.ts';
import { planBridges } from '../../../../src/backend/network/plan-bridges.ts';
import { RefusedAddresses } from '../../../../src/backend/network/refused-addresses.ts';
import { renderBatch } from '../../../../src/backend/network/render-batch.ts';
import { toWanted } from '../../../../src/backend/network/to-wanted.ts';
import { unknown } from '../../../../src/contract/index.ts';
import { nicAt } from '../../../support/any-machine.ts';
import { bridge, joined, observed, tap, wantedNic } from './links.ts';

const permanent = '3c:ec:ef:00:00:10';
const derived = '3a:ec:ef:00:00:10';
const own: WantedAddress = { permanent, derived, wanted: 'permanent' };
const hidden: WantedAddress = { ...own, wanted: 'derived' };
const stepsFor = (address: string, wanted: WantedAddress, hasGuest = false) =>
  planBridges(
    observed([
      joined('eth0', { address }),
      bridge('br-eth0'),
      ...(hasGuest ? [tap('vnet0', 'br-eth0', { arp: false, makesAddresses: false })] : []),
    ]),
    [wantedNic('eth0', { address: wanted })],
  ).nics[0]?.steps;

describe('the hardware address of a NIC', () => {
  it('is set where it is another, and left where it is right', () => {
    const step = { kind: 'set-address', link: 'eth0', isUp: true };
    expect(stepsFor(permanent, hidden)).toEqual([{ ...step, address: derived }]);
    expect(stepsFor(derived, hidden)).toEqual([]);
    expect(stepsFor(derived, own)).toEqual([{ ...step, address: permanent }]);
    expect(stepsFor('02:00:00:00:00:01', own, true)).toEqual([{ ...step, address: permanent }]);
  });

  it('is not put back while the guest, which may have the permanent one, is there', () => {
    expect(stepsFor(derived, own, true)).toEqual([]);
  });

  it('is changed while the link is down, and a NIC that nobody has stays down', () => {
    expect(renderBatch([{ kind: 'set-address', link: 'eth0', address: derived, isUp: true }])).toBe(
      `link set dev eth0 down\nlink set dev eth0 address ${derived}\nlink set dev eth0 up\n`,
    );
    const nic = joined('eth0', { address: derived });
    const { nics } = planBridges(observed([nic]), [{ nic: 'eth0', role: 'unused', address: own }]);
    expect(nics[0]?.steps.at(-1)).toEqual({
      ...{ kind: 'set-address', link: 'eth0', address: permanent, isUp: false },
    });
    expect(() => renderBatch([{ kind: 'set-address', link: 'eth0', address: 'a b', isUp: false }])).toThrow(
      'not a hardware address',
    );
  });
});

describe('toWanted', () => {
  const nic = nicAt('eth0', permanent, '0000:01:00.0');
  const wants = (policy: object, nics = [nic], promised: string[] = []) =>
    toWanted(nics, network.parse(policy), new Map(), new Set(promised)).map(({ address }) => address);

  it('is the permanent address, or the derived one where the guest inherits or still has it', () => {
    expect(wants({})).toEqual([own]);
    expect(wants({ mac: 'inherit' })).toEqual([hidden]);
    expect(wants({}, [nic], [permanent])).toEqual([hidden]);
  });
  it('is nothing for a NIC whose permanent address is not known', () => {
    expect(wants({ mac: 'inherit' }, [{ ...nic, permanentMac: unknown('no') }])).toEqual([undefined]);
  });
});

describe('a NIC that refuses an address', () => {
  const refused = new RefusedAddresses();
  const wanted = [wantedNic('eth0', { address: hidden }), wantedNic('eth1', { address: hidden })];

  it('is not asked again, keeps its own, and that is said', () => {
    refused.note([{ nic: 'eth0', why: 'it is busy' }], wanted);
    expect(refused.without(wanted).map(({ address }) => address)).toEqual([undefined, hidden]);
    expect(refused.has(permanent)).toBe(true);
    expect(refused.problems.map(({ message }) => message)).toEqual([
      `NIC eth0 does not take the hardware address ${derived}: it is busy`,
    ]);
  });
  it('is asked for another address, and when it comes anew', () => {
    expect(refused.without([wantedNic('eth0', { address: own })])[0]?.address).toEqual(own);
    expect(refused.has(permanent)).toBe(false);
    refused.note([{ nic: 'eth0', why: 'it is busy' }], wanted);
    refused.without([]);
    expect(refused.without(wanted)[0]?.address).toEqual(hidden);
  });
});
