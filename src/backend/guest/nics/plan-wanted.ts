import type { Nic } from '../../../contract/index.ts';
import { bridgeName } from '../../engine/bridge-name.ts';
import type { Identity, Slot } from '../identity.ts';
import { toLink } from '../plan/plan-nics.ts';
import { matchSlots } from '../plan/plan-slots.ts';
import type { NicSpec } from '../spec.ts';
import { type DomainNic, parseInterfaces } from './parse-interfaces.ts';
import type { GoneNic, WantedNic, WantedNics } from './plan-guest-nics.ts';

export interface WantedParts {
  /** The box's. */
  nics: readonly Nic[];
  /** Who the guest is; absent before its first start. */
  identity: Identity | undefined;
  /** What the next start would give; absent when something stands in its way. Links follow, and NICs go, all the same. */
  next: { nics: readonly NicSpec[]; xml: string } | undefined;
  /** Whether a NIC that the running guest lacks may be plugged in. */
  mayAttach(nic: NicSpec): boolean;
  /** Whether it is in no bridge by now, being the host's or nobody's. */
  isTaken?(nic: Nic): boolean;
}

/**
 * The NICs that the running guest is to have. What the policy no longer gives stays until the next start, as all else of a policy does; what
 * the box no longer has goes. Of a NIC that has another role the guest is told at once that its cable is pulled.
 */
export function planWanted({
  nics,
  identity,
  next,
  mayAttach,
  isTaken = () => false,
}: WantedParts): WantedNics {
  const slots = identity?.slots ?? [];
  const present = matchSlots(slots, nics);
  // As the template renders them: a vendor's may have more to say than ours.
  const rendered = new Map(parseInterfaces(next?.xml ?? '').map((nic) => [nic.mac, nic]));
  const specs = next?.nics ?? [];
  /** The slot of the running guest behind a NIC of the box: since it was started, its address may have become another. */
  const slotOf = (name: string): Slot | undefined =>
    slots.find(({ number }) => present.get(number)?.name === name);
  const planned = specs.map((nic) => ({
    ...toPlanned(nic, nics, mayAttach(nic) ? rendered.get(nic.mac) : undefined),
    was: slotOf(nic.nic)?.mac,
  }));
  const isPlanned = (slot: Slot): boolean =>
    specs.some(({ nic, mac }) => mac === slot.mac || slotOf(nic) === slot);
  const others = slots.filter((slot) => !isPlanned(slot));
  return {
    nics: [...planned, ...others.flatMap((slot) => toPresent(slot, present.get(slot.number), isTaken))],
    gone: others.filter(({ number }) => !present.has(number)).map(toGone),
  };
}

function toPlanned(spec: NicSpec, nics: readonly Nic[], rendered: DomainNic | undefined): WantedNic {
  const nic = nics.find(({ name }) => name === spec.nic);
  const { slot, label, mac, bridge } = spec;
  const device = spec.via === 'vfio' ? (spec.place ?? undefined) : undefined;
  return {
    ...{ slot, label, mac, bridge, device },
    link: nic === undefined ? null : toLink(nic),
    plug: rendered === undefined ? undefined : { element: rendered.element, bus: rendered.bus },
  };
}

function toPresent({ number, mac }: Slot, nic: Nic | undefined, isTaken: (nic: Nic) => boolean): WantedNic[] {
  if (nic === undefined) return [];
  const bridge = bridgeName(nic.name);
  const link = isTaken(nic) ? 'down' : toLink(nic);
  return [{ slot: number, label: nic.name, mac, bridge, link, plug: undefined }];
}

const toGone = ({ number, mac, name }: Slot): GoneNic => ({ slot: number, label: name, mac });

/**
 * Who the guest is once the NICs with these addresses are plugged in: the next start gives them the same slots. All new ones are remembered,
 * so that no number is left out. `undefined` when that is known already.
 */
export function planRemembered(
  before: Identity | undefined,
  planned: Identity,
  macs: ReadonlySet<string>,
): Identity | undefined {
  if (before === undefined) return planned;
  const known = new Set(before.slots.map(({ number }) => number));
  const fresh = planned.slots.filter(
    ({ number, mac, missed }) => missed === 0 && (!known.has(number) || macs.has(mac)),
  );
  const numbers = new Set(fresh.map(({ number }) => number));
  const slots = [...before.slots.filter(({ number }) => !numbers.has(number)), ...fresh].sort(
    (a, b) => a.number - b.number,
  );
  return JSON.stringify(slots) === JSON.stringify(before.slots) ? undefined : { ...before, slots };
}
