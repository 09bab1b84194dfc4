import { privateLink } from '../../contract/index.ts';
import { isSameBridge, quietBridge } from './bridge-settings.ts';
import type { Observed, ObservedLink, Step, WantedPrivateLink } from './model.ts';
import { ourMark } from './model.ts';
import { planSilence } from './plan-silence.ts';

/** The bridge of host and guest, as every box has it unless the policy wants none. */
export const wantedPrivateLink: WantedPrivateLink = {
  nic: privateLink.bridge,
  role: 'private',
  address: `${privateLink.hostAddress}/${privateLink.prefixLength}`,
};

/**
 * Settings of IPv4 on the bridge (ip-sysctl.rst of the kernel): there the host tells nothing of addresses that it has elsewhere, believes no
 * address that belongs elsewhere, and leads nobody anywhere.
 */
export const guards: readonly (readonly [key: string, value: string])[] = [
  ['arp_ignore', '2'],
  ['arp_announce', '2'],
  ['rp_filter', '1'],
  ['forwarding', '0'],
  ['proxy_arp', '0'],
  ['route_localnet', '0'],
  ['accept_redirects', '0'],
  ['send_redirects', '0'],
];

/**
 * What makes the private link as it is wanted: a bridge in which nothing is but the guest's end, and on which the host has one address, speaks
 * ARP and no IPv6. Its address comes last but one: what is up has its guards.
 */
export function planPrivateLink(wanted: WantedPrivateLink, observed: Observed): Step[] {
  const { nic: bridge, address } = wanted;
  const there = observed.links.find(({ name }) => name === bridge);
  const strangers = observed.links.filter(({ master, kind }) => master === bridge && kind !== 'tun');
  const others = (there?.addresses ?? []).filter((each) => each !== address);
  return [
    ...(there === undefined ? [{ kind: 'create-bridge', bridge, settings: quietBridge } as const] : []),
    ...(there?.bridge && !isSameBridge(there.bridge, quietBridge)
      ? [{ kind: 'set-bridge', bridge, from: there.bridge, settings: quietBridge } as const]
      : []),
    ...(there?.alias === ourMark ? [] : [{ kind: 'mark', link: bridge } as const]),
    ...(there?.master === undefined ? [] : [{ kind: 'leave', link: bridge, master: there.master } as const]),
    // All that is silence but ARP and the address.
    ...planSilence(bridge, there && { ...there, arp: false, addresses: [] }, observed).filter(
      ({ kind }) => kind !== 'no-arp',
    ),
    ...(there?.arp === false ? [{ kind: 'speak-arp', link: bridge } as const] : []),
    ...planGuards(bridge, there, observed),
    ...strangers.map((port): Step => ({ kind: 'leave', link: port.name, master: bridge })),
    ...others.map((each): Step => ({ kind: 'remove-ip-address', link: bridge, address: each })),
    ...(there?.addresses.includes(address)
      ? []
      : [{ kind: 'add-ip-address', link: bridge, address } as const]),
    ...(there?.isUp ? [] : [{ kind: 'up', link: bridge } as const]),
  ];
}

/** The guest's end, which libvirt makes: the host speaks on the bridge, not on its port. */
export const planPrivateTaps = (bridge: string, observed: Observed): Step[] =>
  observed.links
    .filter(({ master, kind }) => master === bridge && kind === 'tun')
    .flatMap((tap) => planSilence(tap.name, tap, observed));

function planGuards(link: string, there: ObservedLink | undefined, observed: Observed): Step[] {
  const isMissing = (key: string): boolean => there === undefined || observed.unguarded.has(key);
  return guards
    .filter(([key]) => isMissing(key))
    .map(([key, value]): Step => ({ kind: 'guard', link, key, value }));
}
