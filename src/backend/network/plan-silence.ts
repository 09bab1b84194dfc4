import type { Observed, ObservedLink, Step } from './model.ts';

/**
 * The host says nothing on a link: no IPv6, no ARP (it would answer for any of its addresses, on whatever link they are), no address, and none
 * that the kernel would make by itself. A link that does not exist yet is made silent before it comes up.
 */
export function planSilence(name: string, seen: ObservedLink | undefined, { ipv6 }: Observed): Step[] {
  return [
    ...(seen === undefined || seen.makesAddresses
      ? [{ kind: 'make-no-addresses', link: name } as const]
      : []),
    ...(seen === undefined || seen.arp ? [{ kind: 'no-arp', link: name } as const] : []),
    ...(seen === undefined || ipv6.has(name) ? [{ kind: 'no-ipv6', link: name } as const] : []),
    ...(seen !== undefined && seen.addresses.length > 0
      ? [{ kind: 'flush-addresses', link: name } as const]
      : []),
  ];
}
