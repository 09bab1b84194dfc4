import type { Problem } from '../../../contract/index.ts';
import {
  type NetworkFile,
  renderNetworkFile,
  type Section,
  silent,
} from '../networkd/render-network-file.ts';
import type { ManagementPort } from './management-ports.ts';

/**
 * What networkd does on management ports: an address of its own or by DHCP, and nothing said beyond that. A NIC whose name could mean another
 * one as well gets none, and a problem says so.
 */
export function renderManagement(ports: readonly ManagementPort[]): {
  files: NetworkFile[];
  /** Those that have a file. */
  usable: ManagementPort[];
  problems: Problem[];
} {
  const files: NetworkFile[] = [];
  const usable: ManagementPort[] = [];
  const problems: Problem[] = [];
  for (const port of ports) {
    try {
      files.push(renderPort(port));
      usable.push(port);
    } catch {
      problems.push(unnameable(port.nic));
    }
  }
  return { files, usable, problems };
}

const renderPort = ({ nic, wanted }: ManagementPort): NetworkFile =>
  renderNetworkFile(
    `management-${nic}`,
    nic,
    wanted.address === 'dhcp' ? byDhcp : withAddress(wanted.address, wanted),
  );

/** As systemd.network(5) has it. The server learns the hardware address, which it sees anyway, and no name of the host. */
const byDhcp: Section[] = [
  ['Network', [...silent, ['DHCP', 'ipv4']]],
  [
    'DHCPv4',
    [
      ['ClientIdentifier', 'mac'],
      ['SendHostname', 'no'],
      ['SendRelease', 'no'],
      ['UseHostname', 'no'],
      ['UseDomains', 'no'],
      ['UseNTP', 'no'],
      ['UseTimezone', 'no'],
      ['UseMTU', 'no'],
    ],
  ],
];

const withAddress = (
  address: string,
  { gateway, dns = [] }: Pick<ManagementPort['wanted'], 'gateway' | 'dns'>,
): Section[] => [
  [
    'Network',
    [
      ...silent,
      ['DHCP', 'no'],
      ['Address', address],
      ...(gateway === undefined ? [] : [['Gateway', gateway] as const]),
      ...dns.map((server) => ['DNS', server] as const),
    ],
  ],
];

const unnameable = (nic: string): Problem => ({
  code: 'network.name-unusable',
  severity: 'error',
  message: `The host has no address on NIC ${nic}: its name has characters that systemd-networkd would read as a pattern`,
  hint: 'Give the NIC a plain name by a rule of udev, or another role',
});
