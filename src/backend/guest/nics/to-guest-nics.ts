import { type GuestNic, privateLink } from '../../../contract/index.ts';
import type { Slot } from '../identity.ts';
import type { GuestSpec, NicSpec } from '../spec.ts';
import type { DomainNic } from './parse-interfaces.ts';

export interface GuestNicParts {
  /** What the next start would give. */
  spec: Pick<GuestSpec, 'nics'> | undefined;
  slots: readonly Slot[];
  /** Whether it is known what the guest has. */
  isKnown: boolean;
  /** Places of the PCI devices of the box that it has. */
  devices: readonly string[];
}

/**
 * The guest's NICs as everybody sees them, by their slots: while it runs what it has and what it lacks, while it is off what it would get. The
 * one on the private link stands for no NIC of the box and is none of them.
 */
export function toGuestNics(running: readonly DomainNic[] | undefined, parts: GuestNicParts): GuestNic[] {
  const { spec, slots } = parts;
  const wanted = spec?.nics ?? [];
  const has = (nic: NicSpec): boolean =>
    running?.some(({ mac, bridge }) => mac === nic.mac || bridge === nic.bridge) === true;
  return [
    ...(running ?? []).filter(isOutside).map((nic) => toAttached(nic, wanted, slots)),
    ...wanted.filter((nic) => !has(nic)).map((nic) => toPlanned(nic, parts)),
  ].sort((a, b) => (a.slot ?? Number.MAX_VALUE) - (b.slot ?? Number.MAX_VALUE));
}

const isOutside = ({ bridge }: DomainNic): boolean => bridge !== privateLink.bridge;

function toAttached(
  { mac, bridge, link }: DomainNic,
  wanted: readonly NicSpec[],
  slots: readonly Slot[],
): GuestNic {
  const planned = wanted.find((nic) => nic.mac === mac) ?? wanted.find((nic) => nic.bridge === bridge);
  const slot = planned?.slot ?? slots.find((each) => each.mac === mac)?.number;
  return {
    // The box's NIC that a bridge belongs to, where the name of the bridge says so.
    nic: planned?.nic ?? bridge.replace(/^br-/, ''),
    mac,
    ...toVia(bridge, planned),
    bridge,
    ...(slot === undefined ? {} : { slot }),
    attached: true,
    linkUp: link === 'up',
  };
}

/** A running NIC that is on no bridge is what it is planned as. */
const toVia = (bridge: string, planned: NicSpec | undefined): Pick<GuestNic, 'via'> =>
  planned === undefined ? {} : { via: bridge === '' ? planned.via : 'bridge' };

const toPlanned = (
  { nic, mac, via, bridge, slot, link, place }: NicSpec,
  { isKnown, devices }: Pick<GuestNicParts, 'isKnown' | 'devices'>,
): GuestNic => ({
  ...{ nic, mac, via, bridge: bridge ?? '', slot },
  ...(isKnown ? { attached: via === 'vfio' && place !== null && devices.includes(place) } : {}),
  ...(link === null ? {} : { linkUp: link === 'up' }),
});
