import type { Observed, ObservedLink, Step, WantedOtherNic } from './model.ts';
import { planAddress } from './plan-address.ts';
import { planSilence } from './plan-silence.ts';

/**
 * What makes a NIC a management port: in no bridge, up, and the host speaks ARP there, but no IPv6. Its addresses are networkd's, see
 * `networkd/render-management.ts`: none is taken away here.
 */
export function planManagement(
  { address }: WantedOtherNic<'management'>,
  nic: ObservedLink,
  observed: Observed,
): Step[] {
  return [
    ...(nic.master === undefined ? [] : [{ kind: 'leave', link: nic.name, master: nic.master } as const]),
    ...planSilence(nic.name, { ...nic, arp: false, addresses: [] }, observed),
    ...(nic.arp ? [] : [{ kind: 'speak-arp', link: nic.name } as const]),
    ...planAddress(nic, address, false),
    ...(nic.isUp ? [] : [{ kind: 'up', link: nic.name } as const]),
  ];
}
