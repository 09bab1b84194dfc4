import { privateLink } from '../../../contract/index.ts';
import {
  accept,
  type ChainRules,
  dhcp,
  drop,
  type Expression,
  has,
  ip,
  is,
  isNot,
  meta,
  port,
  toExactName,
} from '../rule-expressions.ts';
import { table } from '../rules.ts';

/** What is allowed on one management port. */
export interface ManagementRules {
  /** The kernel's name of the NIC. */
  nic: string;
  /** TCP ports at which the host may be reached there. */
  allow: readonly number[];
}

const family = 'inet';
const ports = '@management';
/** Before the kernel remembers a connection: NF_IP_PRI_RAW of linux/netfilter_ipv4.h. */
const raw = -300;
const privateNetwork = { prefix: { addr: privateLink.network, len: privateLink.prefixLength } };

/**
 * On management ports the host may speak to whom it likes, by IPv4; in come answers, what DHCP's servers say, and new connections to what is
 * allowed. The addresses of the private link are nobody's there. A ping is a new connection like any other: nobody answers it.
 */
export function managementRules(management: readonly ManagementRules[]): ChainRules {
  const isOn = (key: string): Expression => is(meta(key), ports);
  const isIpv4 = is(meta('nfproto'), 'ipv4');
  return {
    input: [
      [isOn('iifname'), is(ip('daddr'), privateNetwork), drop],
      [isOn('iifname'), is(ip('saddr'), privateNetwork), drop],
      [isOn('iifname'), isIpv4, inState(['established', 'related']), accept],
      // Broadcasts are no answers to the kernel.
      [
        ...[isOn('iifname'), isIpv4],
        ...[is(port('udp', 'sport'), dhcp.server), is(port('udp', 'dport'), dhcp.client), accept],
      ],
      ...management.flatMap(({ nic, allow }) =>
        [...new Set(allow)]
          .sort((a, b) => a - b)
          .map((number) => [
            ...[is(meta('iifname'), toExactName(nic)), isIpv4, inState(['new'])],
            ...[is(port('tcp', 'dport'), number), accept],
          ]),
      ),
    ],
    output: [
      [isOn('oifname'), is(ip('daddr'), privateNetwork), drop],
      [isOn('oifname'), is(ip('saddr'), privateNetwork), drop],
      [isOn('oifname'), isIpv4, accept],
    ],
  };
}

/** The set that the rules name; and that connections of other links are not remembered: a rule that asks for it makes the kernel do so for all. */
export function managementItems(management: readonly ManagementRules[]): Record<string, unknown>[] {
  const chain = (name: string, hook: string) => ({
    chain: { family, table, name, type: 'filter', hook, prio: raw, policy: 'accept' },
  });
  const notrack = (name: string, key: string) => ({
    rule: { family, table, chain: name, expr: [isNot(meta(key), ports), { notrack: null }] },
  });
  const elem = management.map(({ nic }) => toExactName(nic));
  return [
    { set: { family, table, name: ports.slice(1), type: 'ifname', elem } },
    chain('track-input', 'prerouting'),
    chain('track-output', 'output'),
    notrack('track-input', 'iifname'),
    notrack('track-output', 'oifname'),
  ];
}

const inState = (states: readonly string[]): Expression => has({ ct: { key: 'state' } }, states);
