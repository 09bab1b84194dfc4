import { privateLink } from '../../../contract/index.ts';
import { type NetworkFile, renderNetworkFile, silent } from './render-network-file.ts';

/** A guest that comes back as another client of DHCP gets the one address that there is when the lease has ended. */
const leaseSeconds = '60';

/** What networkd does on the private link: it gives the guest its address, and nothing else that DHCP could give. */
export function renderPrivateLink(): NetworkFile {
  const { bridge, hostAddress, guestAddress, prefixLength } = privateLink;
  return renderNetworkFile('private', bridge, [
    [
      'Network',
      [
        ...silent,
        ['DHCP', 'no'],
        ['DHCPServer', 'yes'],
        // The bridge has a carrier when the guest runs.
        ['ConfigureWithoutCarrier', 'yes'],
        ['IgnoreCarrierLoss', 'yes'],
      ],
    ],
    [
      'Address',
      [
        ['Address', `${hostAddress}/${prefixLength}`],
        // Asking whether somebody has it already would take seconds, and let the guest say yes.
        ['DuplicateAddressDetection', 'none'],
      ],
    ],
    [
      'DHCPServer',
      [
        // Counted from the first address of the network.
        ['PoolOffset', String(lastOctet(guestAddress) & hostBits(prefixLength))],
        ['PoolSize', '1'],
        ['DefaultLeaseTimeSec', leaseSeconds],
        ['MaxLeaseTimeSec', leaseSeconds],
        ...offered.map((what) => [`Emit${what}`, 'no'] as const),
      ],
    ],
  ]);
}

/** What networkd would tell a client by itself, or might. */
const offered = ['DNS', 'NTP', 'SIP', 'POP3', 'SMTP', 'LPR', 'Router', 'Timezone'];

const lastOctet = (address: string): number => Number(address.split('.').at(-1));
const hostBits = (prefixLength: number): number => (1 << (32 - prefixLength)) - 1;
