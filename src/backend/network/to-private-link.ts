import { known, type Network, privateLink, unknown } from '../../contract/index.ts';
import { wantedPrivateLink } from './plan-private-link.ts';

/**
 * The private link as the API tells it; none where the policy wants none. `settled`: names of what is as wanted, undefined where the network is
 * not ours. `guestMac`: of the guest's NIC on it.
 */
export function toPrivateLink(
  isWanted: boolean,
  settled: ReadonlyMap<string, unknown> | undefined,
  guestMac: string | undefined,
): Pick<Network, 'privateLink'> {
  if (!isWanted) return {};
  const { nic: bridge, address: hostAddress } = wantedPrivateLink;
  return {
    privateLink: {
      ...{ bridge, hostAddress, guestAddress: privateLink.guestAddress },
      asWanted: settled === undefined ? unknown('the network is not ours') : known(settled.has(bridge)),
      ...(guestMac === undefined ? {} : { guestMac }),
    },
  };
}
