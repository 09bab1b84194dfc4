import { factValue, type Nic, type PciDevice, type Problem, plainText } from '../../../contract/index.ts';
import { placeOf } from '../../engine/nic-names.ts';
import { type PortRole, roleOf } from '../../engine/port-roles.ts';
import type { NicSpec } from '../spec.ts';
import { warning } from './plan-problem.ts';

/** What the policy says of a NIC that the guest has itself. */
export interface PassthroughRole extends PortRole {
  via?: 'vfio' | 'macvtap' | undefined;
}

export interface PassthroughParts {
  /** The box's NICs that the guest is to have. */
  placed: readonly Nic[];
  entries: ReadonlyMap<Nic, PassthroughRole>;
  /** All that the box has. */
  nics: readonly Nic[];
  pci: readonly PciDevice[];
  /** The guest has an emulated IOMMU. */
  iommu: boolean;
}

export interface PassthroughPlan {
  /** How the guest gets each of the `placed` NICs; one that is not in it, it goes without. */
  vias: Map<Nic, NicSpec['via']>;
  problems: Problem[];
}

/**
 * How the guest gets its NICs. One that cannot be passed through as the policy wants it, the guest goes without: nobody else gets it instead.
 * VFIO gives away IOMMU groups as a whole, so that one NIC that is refused may be the reason for another one.
 */
export function planPassthrough(parts: PassthroughParts): PassthroughPlan {
  const { placed, entries } = parts;
  const reasons = new Map<Nic, string>();
  const viaOf = (nic: Nic): NicSpec['via'] =>
    roleOf(entries, nic) === 'passthrough' ? (entries.get(nic)?.via ?? 'vfio') : 'bridge';
  const given = (): Nic[] => placed.filter((nic) => viaOf(nic) === 'vfio' && !reasons.has(nic));
  for (const nic of placed)
    if (viaOf(nic) === 'macvtap' && !/^[A-Za-z0-9_.-]+$/.test(nic.name))
      reasons.set(nic, 'libvirt takes no NIC with such a name');
  let before: number;
  do {
    before = reasons.size;
    for (const nic of given()) {
      const why = whyNotVfio(nic, given(), parts);
      if (why !== undefined) reasons.set(nic, why);
    }
  } while (reasons.size > before);
  return {
    vias: new Map(placed.filter((nic) => !reasons.has(nic)).map((nic) => [nic, viaOf(nic)])),
    problems: [...reasons].map(([nic, why]) => refused(nic, viaOf(nic), why)),
  };
}

/** Functions of a NIC that can be given away on its own, by their class: bridges stay with the host. Base classes of the PCI Code and ID Assignment. */
const bridge = /^06/;
const disks = /^01/;

/** Why the NIC cannot be given to the guest by VFIO while `given` are; see Documentation/driver-api/vfio.rst of Linux on groups. */
function whyNotVfio(nic: Nic, given: readonly Nic[], parts: PassthroughParts): string | undefined {
  const { nics, pci, iommu } = parts;
  const place = placeOf(nic);
  const device = pci.find(({ address }) => address === place);
  if (device === undefined) return 'it is no PCI device';
  if (iommu) return 'the guest has an emulated IOMMU, which a guest with more than 255 processors needs';
  const group = factValue(device.iommuGroup);
  if (group === undefined)
    return pci.some(({ iommuGroup }) => factValue(iommuGroup) !== undefined)
      ? 'the IOMMU of the box does not cover it'
      : 'the box has no IOMMU, or it is off';
  const blocking = pci
    .filter((other) => factValue(other.iommuGroup) === group && other !== device)
    .filter((other) => !isHarmless(other) && !given.some((each) => placeOf(each) === other.address))
    .map((other) => describe(other, nics));
  const sharing = nics.filter((other) => other !== nic && placeOf(other) === place);
  const others = [...sharing.map(({ name }) => `the NIC ${plainText(name)}`), ...blocking];
  return others.length === 0
    ? undefined
    : `it can only be given away together with ${toList(others)}${sharing.length > 0 ? '' : ` (IOMMU group ${group})`}`;
}

/** The kernel lets a group be given away while these of it stay with the host: bridges, and what no driver of the host uses. */
function isHarmless({ classId, driver }: PciDevice): boolean {
  const by = factValue(driver);
  return bridge.test(factValue(classId) ?? '') || by === undefined || by === 'vfio-pci';
}

function describe(device: PciDevice, nics: readonly Nic[]): string {
  const own = nics.filter((nic) => placeOf(nic) === device.address).map(({ name }) => plainText(name));
  if (own.length > 0) return `the NIC ${own.join(', ')}`;
  const what = disks.test(factValue(device.classId) ?? '') ? 'the disk controller' : 'the device';
  const name = factValue(device.device) ?? factValue(device.className);
  return `${what} ${device.address}${name === undefined ? '' : ` (${plainText(name)})`}`;
}

const mostNamed = 4;
const toList = (all: readonly string[]): string =>
  all.length <= mostNamed
    ? all.join(', ')
    : `${all.slice(0, mostNamed).join(', ')} and ${all.length - mostNamed} more`;

const refused = (nic: Nic, via: string, why: string): Problem =>
  warning(
    'guest.passthrough-refused',
    `The guest goes without ${plainText(nic.name)}, which cannot be passed through: ${why}`,
    via === 'vfio'
      ? "See whether the IOMMU (VT-d, AMD-Vi) is on in the box's firmware set-up; or set via: macvtap, or role: guest, for it in network.ports"
      : 'Set role: guest for it in network.ports, or give it another name',
  );
