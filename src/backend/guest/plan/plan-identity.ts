import { factValue, type Inventory, type Nic, type Problem } from '../../../contract/index.ts';
import type { NetworkPolicy } from '../../config/policy/policy.ts';
import { addressesOf, ownAddress, placeOf } from '../../engine/nic-names.ts';
import { planPortRoles, roleOf } from '../../engine/port-roles.ts';
import type { Identity, Slot } from '../identity.ts';
import { type Inherited, notInherited, planInherited } from './plan-inherited.ts';
import { planMacs } from './plan-mac.ts';
import { maxNics } from './plan-pci.ts';
import { choosePorts } from './plan-ports.ts';
import { warning } from './plan-problem.ts';
import { matchSlots, type Placed, placeNew } from './plan-slots.ts';

export interface IdentitySurroundings {
  /** Where neither the box nor an earlier start says one. */
  madeUuid: string;
  /** See `Surroundings`. */
  portKeeps?: ((mac: string) => boolean) | undefined;
}

export interface IdentityPlan {
  /** What the next start is to remember. */
  identity: Identity;
  /** The NICs of the box that the guest gets, in the order of their slots. */
  nics: { slot: Slot; nic: Nic }[];
  problems: Problem[];
}

/**
 * Who the guest is, from who it was at its last start. Its UUID is the box's: a replaced board gives it another, as on real hardware, and the
 * comparison of starts says so. A box without one leaves the guest the one that it has; at first that is `madeUuid`. A NIC keeps its slot and
 * with it its PCI address and its hardware address; a slot without a NIC stays, so that nothing moves up.
 */
export function planIdentity(
  before: Identity | undefined,
  { smbios, nics: all }: Pick<Inventory, 'smbios' | 'nics'>,
  network: NetworkPolicy,
  { madeUuid, portKeeps = () => false }: IdentitySurroundings,
): IdentityPlan {
  const slotsBefore = before?.slots ?? [];
  const { entries } = planPortRoles(network.ports, all);
  const isDirect = (nic: Nic): boolean => roleOf(entries, nic) === 'passthrough';
  const nics = all.filter((nic) => roleOf(entries, nic) === 'guest' || isDirect(nic));
  const known = matchSlots(slotsBefore, nics);
  const { placed, problems } = placeNics(known, slotsBefore, nics, network);
  const boxUuid = factValue(smbios.system.uuid ?? { state: 'unknown' });
  const inherits = (nic: Nic): boolean => network.mac === 'inherit' && !isDirect(nic);
  const inherited = planInherited(all, (nic, mac) => isDirect(nic) || (inherits(nic) && !portKeeps(mac)));
  const slots = planSlots(slotsBefore, known, placed, nics, network, inherited);
  return {
    identity: { uuid: boxUuid ?? before?.uuid ?? madeUuid, slots },
    nics: slots.flatMap((slot) => {
      const nic = placed.get(slot.number);
      return nic === undefined ? [] : [{ slot, nic }];
    }),
    problems: [...problems, ...notInherited([...placed.values()].filter(inherits), inherited)],
  };
}

function placeNics(
  known: Placed,
  before: readonly Slot[],
  nics: readonly Nic[],
  { nics: wanted }: NetworkPolicy,
): { placed: Placed; problems: Problem[] } {
  if (wanted === 'none') return { placed: new Map(), problems: [] };
  if (wanted !== 'all') return choosePorts(wanted, nics);
  const { placed, left } = placeNew(known, before, nics);
  return { placed, problems: left.length === 0 ? [] : [tooMany(nics.length, left)] };
}

/** The slots after this start: those with a NIC now, and those that remember one that is gone. */
function planSlots(
  before: readonly Slot[],
  known: Placed,
  placed: Placed,
  nics: readonly Nic[],
  { nics: wanted }: NetworkPolicy,
  inherited: Inherited,
): Slot[] {
  const byNumber = new Map(before.map((slot) => [slot.number, slot]));
  const ownBefore = new Map([...known].map(([number, nic]) => [nic, byNumber.get(number)]));
  const present = new Set(placed.values());
  /** The slot that a NIC continues. The policy's list says itself which slot a NIC is the successor in. */
  const lastOf = (number: number, nic: Nic): Slot | undefined =>
    ownBefore.get(nic) ?? (Array.isArray(wanted) && !known.has(number) ? byNumber.get(number) : undefined);

  const isElsewhere = (number: number): boolean => {
    const nic = known.get(number);
    return nic !== undefined && present.has(nic);
  };
  const empty = before
    .filter(({ number }) => !placed.has(number) && !isElsewhere(number))
    .map((slot) => ({ ...slot, missed: slot.missed + 1 }));
  const macs = planMacs(
    [...placed].map(([number, nic]) => ({
      nic,
      keep: toKeep(lastOf(number, nic)),
      inherited: inherited.macs.get(nic),
    })),
    [...empty.map(({ mac }) => mac), ...nics.flatMap(addressesOf), ...inherited.ports],
  );
  const filled = [...placed].map(
    ([number, nic], index): Slot => ({
      number,
      place: placeOf(nic) ?? lastOf(number, nic)?.place ?? null,
      permanentMac: ownAddress(nic) ?? lastOf(number, nic)?.permanentMac ?? null,
      mac: macs[index] ?? '',
      name: nic.name,
      missed: 0,
    }),
  );
  return [...filled, ...empty].sort((a, b) => a.number - b.number);
}

/** An address that was inherited goes with its NIC. */
const toKeep = (slot: Slot | undefined): string | undefined =>
  slot === undefined || slot.mac === slot.permanentMac ? undefined : slot.mac;

const tooMany = (count: number, left: readonly Nic[]): Problem =>
  warning(
    'guest.too-many-nics',
    `The guest goes without ${left.map(({ name }) => name).join(', ')}: the box has ${count} NICs, and a guest can have ${maxNics}`,
    'List those that it is to have in network.nics of the policy',
  );
