import type { NetworkPolicy } from '../../config/policy/policy.ts';

export type PolicyPort = NetworkPolicy['ports'][number];

/** What of a policy's ports somebody may come by: where the host is to be reached. Which TCP ports are open is not of it. */
const reachOf = (ports: readonly PolicyPort[]) =>
  ports
    .filter(({ role }) => role === 'management')
    .map(({ port, address = 'dhcp', gateway, dns = [] }) => ({
      port: port.toLowerCase(),
      address,
      gateway,
      dns,
    }));

/** Whether the host is reached at the same addresses of the same ports. */
export const isSameReach = (a: readonly PolicyPort[], b: readonly PolicyPort[]): boolean =>
  JSON.stringify(reachOf(a)) === JSON.stringify(reachOf(b));

/** Whether nobody can cut himself off by changing from these ports: the host is on none of them. */
export const isUnreachable = (ports: readonly PolicyPort[]): boolean => reachOf(ports).length === 0;

/** Of which port a change of the policy is in the first place, and what it changes, in one line. */
export function describePolicyChange(
  before: readonly PolicyPort[],
  after: readonly PolicyPort[],
): { nic: string; message: string } {
  const had = reachOf(before).map(toText);
  const first = reachOf(after).find((each) => !had.includes(toText(each))) ?? reachOf(before)[0];
  return {
    nic: first?.port ?? '',
    message: `Management ports by the policy: ${describeReach(after)} (before: ${describeReach(before)})`,
  };
}

/** `LAN 2 192.0.2.10/24 gateway 192.0.2.1` */
export const describeReach = (ports: readonly PolicyPort[]): string =>
  reachOf(ports).map(toText).join(', ') || 'none';

const toText = ({ port, address, gateway, dns }: ReturnType<typeof reachOf>[number]): string =>
  [port, address, ...(gateway === undefined ? [] : [`gateway ${gateway}`]), ...dns].join(' ');
