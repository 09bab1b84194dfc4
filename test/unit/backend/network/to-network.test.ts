import { expect, it } from 'vitest';
import { toNetwork } from '../../../../src/backend/network/to-network.ts';
import { network } from '../../../../src/contract/index.ts';
import { nicAt } from '../../../support/any-machine.ts';

const lan1 = nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0', 'LAN 1');
const lan2 = nicAt('eno2', '3c:ec:ef:00:00:11', '0000:02:00.0');

it('tells of each port what it is for, its bridge, and the NIC of the guest behind it', () => {
  const now = toNetwork({
    nics: [{ ...lan1, bridge: 'br-eno1' }, lan2],
    entries: new Map([[lan2, { port: 'eno2', role: 'unused' } as const]]),
    settled: new Set(['eno2']),
    guestNics: [{ nic: 'eno1', mac: '3e:ec:ef:00:00:10', bridge: 'br-eno1' }],
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

it('does not know whether the links are as wanted where they are not ours', () => {
  const parts = {
    nics: [lan1],
    entries: new Map(),
    settled: undefined,
    guestNics: [],
    neighbours: new Map(),
    problems: [],
  };
  expect(toNetwork(parts).ports[0]?.asWanted).toMatchObject({ state: 'unknown' });
});
