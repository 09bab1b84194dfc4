import { describe, expect, it } from 'vitest';
import { network } from '../../../../../src/backend/config/policy/network.ts';
import { planPortRoles } from '../../../../../src/backend/engine/port-roles.ts';
import type { Slot } from '../../../../../src/backend/guest/identity.ts';
import { withHeldNics } from '../../../../../src/backend/guest/plan/held-nics.ts';
import { planIdentity } from '../../../../../src/backend/guest/plan/plan-identity.ts';
import { planPassthrough } from '../../../../../src/backend/guest/plan/plan-passthrough.ts';
import { type Inventory, known, type Nic } from '../../../../../src/contract/index.ts';
import { nicAt } from '../../../../support/any-machine.ts';
import { pciAt, readDomainMachine } from '../../../../support/domain-machines.ts';
import { readMachineInventory } from '../../../../support/machine-inventory.ts';

type Box = Pick<Inventory, 'nics' | 'pci'>;
/** Passes these NICs through; the others are for the guest by bridges. */
function pass(box: Box, names: string[], { via = 'vfio', iommu = false, placed = box.nics } = {}) {
  const ports = names.map((port) => ({ port, role: 'passthrough' as const, via: via as 'vfio' | 'macvtap' }));
  const { entries } = planPortRoles(ports, box.nics);
  const { vias, problems } = planPassthrough({ placed, entries, ...box, iommu });
  return {
    vias: Object.fromEntries([...vias].map(([nic, how]) => [nic.name, how])),
    why: problems.map(({ message }) =>
      message.replace(/^The guest goes without (.*), which cannot be passed through: /, '$1: '),
    ),
  };
}
const groups = readDomainMachine('iommu-groups');

describe('a NIC that the guest is to have by VFIO', () => {
  it('is given where its group has nothing else but bridges', () => {
    expect(pass(groups, ['eno1'])).toEqual({
      vias: { eno1: 'vfio', eno2: 'bridge', eno3: 'bridge', eno4: 'bridge', eno5: 'bridge' },
      why: [],
    });
  });
  it('is refused with a disk controller or another NIC in its group, which are named', () => {
    const { vias, why } = pass(groups, ['eno3', 'eno5']);
    expect(vias).toEqual({ eno1: 'bridge', eno2: 'bridge', eno4: 'bridge' });
    expect(why).toEqual([
      'eno3: it can only be given away together with the NIC eno4 (IOMMU group 3)',
      'eno5: it can only be given away together with the disk controller 0000:05:00.0 (IOMMU group 4)',
    ]);
  });
  it('is given together with the other NIC of its group, and not where that stays with the host', () => {
    expect(pass(groups, ['eno3', 'eno4']).vias).toMatchObject({ eno3: 'vfio', eno4: 'vfio' });
    const placed = groups.nics.filter(({ name }) => name !== 'eno4');
    expect(pass(groups, ['eno3', 'eno4'], { placed }).vias.eno3).toBeUndefined();
  });
  it('takes the others of its group along when it is refused', () => {
    const pci = [...groups.pci, pciAt('0000:03:00.2', '010000', 3, 'mpt3sas')];
    expect(pass({ ...groups, pci }, ['eno3', 'eno4']).why).toHaveLength(2);
    // What no driver has is in nobody's way.
    const idle = [...groups.pci, pciAt('0000:03:00.2', '010000', 3, undefined)];
    expect(pass({ ...groups, pci: idle }, ['eno3', 'eno4']).why).toEqual([]);
  });
  it('is refused without an IOMMU, outside of it, on no PCI bus, and beside an emulated one', () => {
    const without = groups.pci.map(({ iommuGroup: _, ...device }) => ({
      ...device,
      iommuGroup: { state: 'unknown' as const, reason: 'it is in no group' },
    }));
    expect(pass({ ...groups, pci: without }, ['eno1']).why).toEqual([
      'eno1: the box has no IOMMU, or it is off',
    ]);
    const [, first] = without;
    const some = groups.pci.map((device) => (device.address === first?.address ? first : device));
    expect(pass({ ...groups, pci: some }, ['eno1']).why).toEqual([
      'eno1: the IOMMU of the box does not cover it',
    ]);
    const usb = nicAt('usb0', '00:e0:4c:00:00:01', '0000:00:14.0/usb-1-4');
    expect(pass({ ...groups, nics: [usb] }, ['usb0']).why).toEqual(['usb0: it is no PCI device']);
    expect(pass(groups, ['eno1'], { iommu: true }).why[0]).toContain('an emulated IOMMU');
  });
  it('is refused where another NIC is the same device', () => {
    const twin = nicAt('eno9', '3c:ec:ef:00:00:19', '0000:01:00.0');
    expect(pass({ ...groups, nics: [...groups.nics, twin] }, ['eno1']).why).toEqual([
      'eno1: it can only be given away together with the NIC eno9',
    ]);
  });
  it('of a recorded machine is refused where the IOMMU was not asked for it', () => {
    for (const machine of ['two-sockets', 'desktop'])
      expect(pass(readMachineInventory(machine), ['eno1']).why).toEqual([
        'eno1: the IOMMU of the box does not cover it',
      ]);
    expect(pass(readMachineInventory('lab-two-nics'), ['enp1s0']).why).toEqual([
      'enp1s0: the box has no IOMMU, or it is off',
    ]);
  });
});

it('a NIC with a name that libvirt does not take is not given by a macvtap', () => {
  const odd = nicAt("it's", '00:e0:4c:00:00:01', '0000:01:00.0');
  expect(pass({ nics: [odd], pci: [] }, ["it's"], { via: 'macvtap' }).why).toEqual([
    "it's: libvirt takes no NIC with such a name",
  ]);
});

describe('a NIC that the guest has by VFIO', () => {
  const all = network.parse({ ports: [{ port: 'LAN 1', role: 'passthrough' }] });
  const plan = (box: Inventory, before?: Slot[]) =>
    planIdentity(before && { uuid: 'f0f0f0f0-1111-4222-8333-444444444444', slots: before }, box, all, {
      madeUuid: 'f0f0f0f0-1111-4222-8333-444444444444',
    });
  const first = plan(groups);
  const withoutLabel = { ...all, ports: [{ port: 'eno1', role: 'passthrough' as const }] };
  const taken = {
    ...groups,
    nics: groups.nics.slice(1),
    pci: groups.pci.map((device) =>
      device.address === '0000:01:00.0' ? { ...device, driver: known('vfio-pci') } : device,
    ),
  };

  it("has its own address, and keeps its slot while the kernel doesn't know it", () => {
    expect(first.identity.slots[0]).toMatchObject({ number: 1, mac: '3c:ec:ef:00:00:11', name: 'eno1' });
    const nics = withHeldNics(taken, first.identity.slots);
    expect(nics.map(({ name }) => name)).toEqual(groups.nics.map(({ name }) => name));
    const next = planIdentity(first.identity, { ...taken, nics }, withoutLabel, { madeUuid: '' });
    expect(next.identity.slots).toEqual(first.identity.slots);
    expect(planPortRoles(withoutLabel.ports, nics).problems).toEqual([]);
  });
  it('is gone when its device is, and is what it was when the driver has it back', () => {
    const gone = { ...taken, pci: groups.pci.filter(({ address }) => address !== '0000:01:00.0') };
    expect(withHeldNics(gone, first.identity.slots)).toEqual(taken.nics);
    expect(withHeldNics(groups, first.identity.slots)).toEqual(groups.nics);
    const back: Nic[] = withHeldNics({ ...taken, nics: groups.nics }, first.identity.slots);
    expect(back).toEqual(groups.nics);
  });
});
