import type { NicPlan, Observed, ObservedLink, Step, WantedDirectNic, WantedNic } from './model.ts';
import { planAddress } from './plan-address.ts';
import { mtuProblems, planMtu } from './plan-mtu.ts';
import { planSilence } from './plan-silence.ts';

/** The guest's ends on a NIC that it has itself: libvirt makes them, and takes them away when the guest ends. */
const macvtapsOn = (nic: string, links: readonly ObservedLink[]): ObservedLink[] =>
  links.filter(({ kind, lower }) => kind === 'macvtap' && lower === nic);

/**
 * What is wanted of a NIC as long as the running guest has it in another way: on a bridge where it is to have it itself, or itself where it is to
 * have it on a bridge. The guest keeps what it was started with.
 */
export function toHeld(wanted: WantedNic, links: readonly ObservedLink[]): WantedNic {
  if (wanted.role === 'passthrough')
    return links.some(({ kind, master }) => kind === 'tun' && master === wanted.bridge)
      ? { ...wanted, role: 'guest' }
      : wanted;
  return wanted.role === 'guest' && macvtapsOn(wanted.nic, links).length > 0
    ? { ...wanted, role: 'passthrough', via: 'macvtap' }
    : wanted;
}

/**
 * A NIC under the guest's macvtap: in no bridge, silent, and up, so that its cable shows. Its address is the guest's, and libvirt's to set, while
 * that is there.
 */
export function planMacvtap(wanted: WantedDirectNic, nic: ObservedLink, observed: Observed): Step[] {
  const mtu = planMtu(nic, wanted.mtu);
  return [
    ...(nic.master === undefined ? [] : [{ kind: 'leave', link: nic.name, master: nic.master } as const]),
    ...planSilence(nic.name, nic, observed),
    ...(nic.mtu === mtu ? [] : [{ kind: 'set-mtu', link: nic.name, mtu } as const]),
    ...(macvtapsOn(nic.name, observed.links).length > 0 ? [] : planAddress(nic, wanted.address, false)),
    ...(nic.isUp ? [] : [{ kind: 'up', link: nic.name } as const]),
  ];
}

export const planMacvtapEnds = (nic: string, observed: Observed): Step[] =>
  macvtapsOn(nic, observed.links).flatMap((end) => planSilence(end.name, end, observed));

export const macvtapProblems = (wanted: WantedDirectNic, nic: ObservedLink): NicPlan['problems'] =>
  wanted.via === 'macvtap' ? mtuProblems(nic, wanted.mtu) : [];
