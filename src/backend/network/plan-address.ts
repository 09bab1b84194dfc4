import type { ObservedLink, Step, WantedAddress } from './model.ts';

/**
 * The hardware address of a NIC. The permanent one is not put back while the guest's end is in the bridge: the guest may have that address
 * until it leaves, and a bridge sends no frame to a guest whose address is its own port's.
 */
export function planAddress(nic: ObservedLink, to: WantedAddress | undefined, hasTap: boolean): Step[] {
  if (to === undefined) return [];
  const address = to[to.wanted];
  if (nic.address === address) return [];
  if (to.wanted === 'permanent' && hasTap && nic.address === to.derived) return [];
  return [{ kind: 'set-address', link: nic.name, address, isUp: nic.isUp }];
}
