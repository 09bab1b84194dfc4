import { type Problem, plainText } from '../../../contract/index.ts';
import type { DomainNic } from './parse-interfaces.ts';
import { renderWithBridge, renderWithLink } from './render-interface.ts';

/** The NICs of the running domain, read from its live XML, and the buses on which another one has room. */
export interface ObservedNics {
  nics: readonly DomainNic[];
  /** Places of the box's PCI devices that it has itself. */
  devices: readonly string[];
  freeBuses: readonly number[];
}

/** A NIC of the guest whose NIC of the box is there. */
export interface WantedNic {
  slot: number;
  /** What people call the box's NIC. */
  label: string;
  mac: string;
  /** The address that the running guest may have it with, where that is another. */
  was?: string | undefined;
  /** `null` for one that the guest is to have itself. */
  bridge: string | null;
  /** Its place in the box, for one that the guest is to have by VFIO. */
  device?: string | undefined;
  /** Of the box's NIC; `null` where it is not known, which changes nothing. */
  link: 'up' | 'down' | null;
  /** What it is plugged in with, and the PCI bus that it names; absent for one that the running guest isn't to be given. */
  plug: { element: string; bus: number | undefined } | undefined;
}

/** A NIC that the guest may have and whose NIC of the box is gone. */
export interface GoneNic {
  slot: number;
  label: string;
  mac: string;
}

export interface WantedNics {
  nics: readonly WantedNic[];
  gone: readonly GoneNic[];
}

/** One thing that is done with a NIC of the running guest. `what` names it in messages. */
export type NicStep = { what: string; mac: string } & (
  | { kind: 'set-link'; link: 'up' | 'down'; element: string }
  | { kind: 'set-bridge'; element: string }
  | { kind: 'attach'; element: string }
  | { kind: 'detach'; alias: string }
);

export interface NicPlan {
  steps: NicStep[];
  /** What the guest goes without until its next start. */
  problems: Problem[];
}

/**
 * From the NICs that the running guest has to those that it is to have. The links come first: they are what somebody waits for. A NIC of the
 * guest is known by its hardware address, or by the one that it had; one on the right bridge with another is the same until the next start. Nothing to do gives
 * no steps. NICs that are neither wanted nor gone, a vendor's own for example, are left alone.
 */
export function planGuestNics({ nics, devices, freeBuses }: ObservedNics, wanted: WantedNics): NicPlan {
  const byMac = new Map(nics.map((nic) => [nic.mac, nic]));
  const former = wanted.nics.flatMap(({ was }) => was ?? []);
  const claimed = new Set([...[...wanted.nics, ...wanted.gone].map(({ mac }) => mac), ...former]);
  const find = ({ mac, was = mac, bridge }: WantedNic): DomainNic | undefined =>
    byMac.get(mac) ??
    byMac.get(was) ??
    nics.find((nic) => bridge !== null && nic.bridge === bridge && !claimed.has(nic.mac));

  const free = new Set(freeBuses);
  const changes: NicStep[] = [];
  const attaches: NicStep[] = [];
  const problems: Problem[] = [];
  for (const nic of wanted.nics) {
    const there = find(nic);
    if (there !== undefined) changes.push(...planChange(there, nic));
    else if (nic.device !== undefined) {
      if (!devices.includes(nic.device)) problems.push(later(nic, 'none is given by VFIO while it runs'));
    } else if (nic.plug === undefined) continue;
    else if (nic.plug.bus !== undefined && !free.delete(nic.plug.bus))
      problems.push(later(nic, 'while it runs it has no free place for it'));
    else attaches.push({ kind: 'attach', what: toWhat(nic), mac: nic.mac, element: nic.plug.element });
  }
  const detaches = wanted.gone.flatMap((nic): NicStep[] => {
    const alias = byMac.get(nic.mac)?.alias;
    return alias === undefined ? [] : [{ kind: 'detach', what: toWhat(nic), mac: nic.mac, alias }];
  });
  return { steps: [...changes, ...detaches, ...attaches], problems };
}

function planChange(there: DomainNic, wanted: WantedNic): NicStep[] {
  const { mac, element } = there;
  const what = toWhat(wanted);
  const link = wanted.link ?? there.link;
  if (there.bridge !== '' && wanted.bridge !== null && there.bridge !== wanted.bridge) {
    const moved = renderWithLink(renderWithBridge(element, wanted.bridge), link);
    return [{ kind: 'set-bridge', what, mac, element: moved }];
  }
  if (link === there.link) return [];
  return [{ kind: 'set-link', what, mac, link, element: renderWithLink(element, link) }];
}

const toWhat = ({ slot, label }: { slot: number; label: string }): string =>
  `NIC ${slot} (${plainText(label)})`;

const later = (nic: WantedNic, why: string): Problem => ({
  code: 'guest.nic-later',
  severity: 'warning',
  message: `The guest has ${toWhat(nic)} from its next start on: ${why}`,
  hint: 'Stop the guest and start it again when that suits',
});
