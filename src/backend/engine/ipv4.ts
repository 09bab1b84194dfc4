/** An IPv4 address with its prefix length, as numbers. */
export interface Ipv4Network {
  /** As it was written: of the host, not of the network. */
  address: number;
  /** 0 to 32 */
  prefix: number;
}

/** `192.0.2.10` as a number; undefined for anything else. */
export function parseIpv4(text: string): number | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4 || !bytes.every((byte) => /^(0|[1-9]\d{0,2})$/.test(byte) && Number(byte) < 256))
    return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

/** `192.0.2.10/24`; undefined for anything else. */
export function parseIpv4Network(text: string): Ipv4Network | undefined {
  const [, host = '', length = ''] = /^([\d.]+)\/(\d|[12]\d|3[0-2])$/.exec(text) ?? [];
  const address = parseIpv4(host);
  return address === undefined ? undefined : { address, prefix: Number(length) };
}

/** How many addresses the network has. */
const sizeOf = ({ prefix }: Ipv4Network): number => 2 ** (32 - prefix);
/** The first address of the network. */
const firstOf = (network: Ipv4Network): number => network.address - (network.address % sizeOf(network));

export const contains = (network: Ipv4Network, address: number): boolean =>
  address >= firstOf(network) && address < firstOf(network) + sizeOf(network);

/** Of two networks that have an address in common one contains the other. */
export const overlap = (a: Ipv4Network, b: Ipv4Network): boolean =>
  contains(a, firstOf(b)) || contains(b, firstOf(a));

/** What an address in a network stands for that is no host's: its first is the network's own name, its last is for all. Both are hosts in a /31, see RFC 3021. */
export function reservedIn(network: Ipv4Network, address: number): 'network' | 'broadcast' | undefined {
  if (network.prefix >= 31) return undefined;
  if (address === firstOf(network)) return 'network';
  return address === firstOf(network) + sizeOf(network) - 1 ? 'broadcast' : undefined;
}

/** Why no host has the address on a wire, see RFC 6890 and RFC 5771; undefined where one may. */
export function notOfHosts(address: number): string | undefined {
  const first = Math.floor(address / 2 ** 24);
  if (first === 0) return 'no host has an address that begins with 0';
  if (first === 127) return 'a loopback address leads back to the host itself';
  if (first >= 224 && first < 240) return "a multicast address is no single host's";
  return first >= 240 ? 'addresses from 240.0.0.0 on are reserved' : undefined;
}
