import { expect, it } from 'vitest';
import { planWanted } from '../../../../../src/backend/guest/nics/plan-wanted.ts';
import { known } from '../../../../../src/contract/index.ts';
import { nicAt } from '../../../../support/any-machine.ts';

it('pulls the cable of a NIC that is the host has by now, or nobody, and leaves it in the guest until the next start', () => {
  const nic = { ...nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0'), carrier: known(true) };
  const slot = {
    ...{ number: 1, place: '0000:01:00.0', permanentMac: '3c:ec:ef:00:00:10' },
    ...{ mac: '02:ec:ef:00:00:10', name: 'eno1', missed: 0 },
  };
  const parts = {
    ...{ nics: [nic], identity: { uuid: crypto.randomUUID(), slots: [slot] } },
    ...{ next: { nics: [], xml: '' }, mayAttach: () => true },
  };
  const linkOf = (isTaken: boolean) => planWanted({ ...parts, isTaken: () => isTaken }).nics[0]?.link;
  expect([linkOf(false), linkOf(true)]).toEqual(['up', 'down']);
  expect(planWanted({ ...parts, isTaken: () => true }).gone).toEqual([]);
});
