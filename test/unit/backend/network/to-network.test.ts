import { describe, expect, it } from 'vitest';
import { toNetwork } from '../../../../src/backend/network/to-network.ts';
import { network } from '../../../../src/contract/index.ts';
import { nicAt } from '../../../support/any-machine.ts';

const lan1 = nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0', 'LAN 1');
const lan2 = nicAt('eno2', '3c:ec:ef:00:00:11', '0000:02:00.0');

it('tells of each port what it is for, its bridge, and the NIC of the guest behind it', () => {
  const now = toNetwork({
    nics: [{ ...lan1, bridge: 'br-eno1' }, lan2],
    entries: new Map([[lan2, { port: 'eno2', role: 'unused' } as const]]),
    settled: new Map([['eno2', 'unused']]),
    guestNics: [{ nic: 'eno1', mac: '3e:ec:ef:00:00:10', bridge: 'br-eno1' }],
    addresses: new Map(),
    neighbours: new Map([['eno1', { chassisId: '02:aa:bb:cc:dd:ee', portId: '7' }]]),
    problems: [],
  });
  expect(network.parse(now)).toEqual(now);
  expect(now.ports).toMatchObject([
    {
      ...{ nic: 'eno1', label: 'LAN 1', role: 'guest', bridge: 'br-eno1', guestMac: '3e:ec:ef:00:00:10' },
      asWanted: { state: 'known', value: false },
    },
    { nic: 'eno2', label: 'eno2', role: 'unused', asWanted: { state: 'known', value: true } },
  ]);
});

it('does not call a NIC as wanted whose role is another than when it was looked at', () => {
  const now = toNetwork({
    nics: [lan1],
    entries: new Map(),
    settled: new Map([['eno1', 'management']]),
    ...{ guestNics: [], neighbours: new Map(), addresses: new Map(), problems: [] },
  });
  expect(now.ports).toMatchObject([{ role: 'guest', asWanted: { state: 'known', value: false } }]);
});

it('does not know whether the links are as wanted where they are not ours', () => {
  const parts = {
    nics: [lan1],
    entries: new Map(),
    settled: undefined,
    guestNics: [],
    addresses: new Map(),
    neighbours: new Map(),
    problems: [],
  };
  expect(toNetwork(parts).ports[0]?.asWanted).toMatchObject({ state: 'unknown' });
});

describe('a management port', () => {
  const asWanted = (address: string, addresses: string[]) => {
    const now = toNetwork({
      nics: [lan1],
      entries: new Map([[lan1, { port: 'eno1', role: 'management', address, by: 'technician' } as const]]),
      settled: new Map([['eno1', 'management']]),
      ...{ guestNics: [], neighbours: new Map(), addresses: new Map([['eno1', addresses]]), problems: [] },
    });
    expect(network.parse(now)).toEqual(now);
    expect(now.ports[0]).toMatchObject({
      roleBy: 'technician',
      management: { wanted: { address }, addresses },
    });
    return now.ports[0]?.asWanted;
  };

  it('is as wanted when the host has its address there', () => {
    expect(asWanted('192.0.2.10/24', [])).toMatchObject({ value: false });
    expect(asWanted('192.0.2.10/24', ['192.0.2.11/24'])).toMatchObject({ value: false });
    expect(asWanted('192.0.2.10/24', ['192.0.2.10/24'])).toMatchObject({ value: true });
  });

  it('by DHCP is so with any IPv4 address', () => {
    expect(asWanted('dhcp', ['fe80::1/64'])).toMatchObject({ value: false });
    expect(asWanted('dhcp', ['198.51.100.7/24'])).toMatchObject({ value: true });
  });
});
