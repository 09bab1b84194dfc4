import { type ManagementSettings, privateLink } from '../../contract/index.ts';
import {
  contains,
  type Ipv4Network,
  notOfHosts,
  overlap,
  parseIpv4,
  parseIpv4Network,
  reservedIn,
} from './ipv4.ts';

/** What is wrong with one of the settings, to be read after `gateway is 192.0.2.1: `. */
export interface SettingsMistake {
  key: 'address' | 'gateway' | 'dns';
  /** In the list of name servers. */
  index?: number;
  message: string;
  hint?: string;
}

/** Host and guest alone have it; see docs/network.md. */
const privateNetwork = `${privateLink.network}/${privateLink.prefixLength}`;
const ofPrivateLink = `the private link of host and guest has ${privateNetwork}`;

function isOfPrivateLink(network: Ipv4Network): boolean {
  const own = parseIpv4Network(privateNetwork);
  return own !== undefined && overlap(network, own);
}

/** Settings as the API and the policy have them. */
export type SettingsGiven = { [K in keyof ManagementSettings]?: ManagementSettings[K] | undefined };

/** What is wrong with the settings of one management port, whoever wishes for them. Without an address it is DHCP's. */
export function findSettingsMistakes({
  address = 'dhcp',
  gateway,
  dns = [],
}: SettingsGiven): SettingsMistake[] {
  if (address === 'dhcp') {
    const hint = 'Give an address of its own as well, or leave this out: DHCP brings it';
    return [
      ...(gateway === undefined
        ? []
        : [{ key: 'gateway' as const, message: 'the address is by DHCP', hint }]),
      ...(dns.length === 0 ? [] : [{ key: 'dns' as const, message: 'the address is by DHCP', hint }]),
    ];
  }
  const network = parseIpv4Network(address);
  if (network === undefined || network.prefix === 0 || network.prefix === 32)
    return [
      {
        key: 'address',
        message: 'it is no IPv4 address with a prefix length from 1 to 31',
        hint: 'For example 192.0.2.10/24',
      },
    ];
  return [
    ...toMistake('address', whyNotHost(network)),
    ...(gateway === undefined ? [] : toMistake('gateway', whyNotGateway(gateway, network))),
    ...dns.flatMap((server, index) => toMistake('dns', whyNotServer(server, network), index)),
  ];
}

/** Which earlier member of the list has a network that overlaps with a later one's: the kernel would answer by either. */
export function findSameNetworks(
  ports: readonly { owner: string; address?: string | undefined }[],
): { index: number; message: string }[] {
  const networks = ports.map(({ address = 'dhcp' }) => parseIpv4Network(address));
  return networks.flatMap((network, index) => {
    const first = networks.findIndex(
      (other, at) => at < index && other !== undefined && network !== undefined && overlap(network, other),
    );
    return first < 0 ? [] : [{ index, message: `${ports[first]?.owner} is in this network already` }];
  });
}

const toMistake = (
  key: SettingsMistake['key'],
  message: string | undefined,
  index?: number,
): SettingsMistake[] =>
  message === undefined ? [] : [{ key, message, ...(index === undefined ? {} : { index }) }];

const reserved = {
  network: 'the first address of a network is its own name, and no host has it',
  broadcast: 'the last address of a network is for all, and no host has it',
};

function whyNotHost(network: Ipv4Network): string | undefined {
  const is = reservedIn(network, network.address);
  return (
    notOfHosts(network.address) ??
    (isOfPrivateLink(network) ? ofPrivateLink : undefined) ??
    (is === undefined ? undefined : reserved[is])
  );
}

function whyNotGateway(text: string, network: Ipv4Network): string | undefined {
  const gateway = parseIpv4(text);
  if (gateway === undefined) return 'it is no IPv4 address';
  if (!contains(network, gateway)) return 'it is not in the network of the address';
  if (gateway === network.address) return "it is the host's own address";
  const is = reservedIn(network, gateway);
  return is === undefined ? undefined : reserved[is];
}

function whyNotServer(text: string, network: Ipv4Network): string | undefined {
  const server = parseIpv4(text);
  if (server === undefined) return 'it is no IPv4 address';
  if (isOfPrivateLink({ address: server, prefix: 32 })) return ofPrivateLink;
  const is = contains(network, server) ? reservedIn(network, server) : undefined;
  return notOfHosts(server) ?? (is === undefined ? undefined : reserved[is]);
}
