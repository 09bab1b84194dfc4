import { privateLink } from '../../contract/index.ts';
import {
  type ManagementRules,
  managementItems,
  managementRules,
} from './management/plan-management-rules.ts';
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
  over,
  port,
  toExactName,
} from './rule-expressions.ts';
import { priority, table } from './rules.ts';

/** With whom the host may speak. All else is dropped, in both directions. */
export interface WantedRules {
  /** The links on which it may speak freely. */
  inside: readonly string[];
  /** The bridge of the private link, where there is one. */
  privateBridge?: string | undefined;
  /** The management ports. */
  management?: readonly ManagementRules[];
}

/** A table, set, chain or rule as libnftables-json(5) has it; of rules the order counts. */
export type Item = Record<string, unknown>;

const family = 'inet';

/**
 * The table of the host's packet filter. What goes through a bridge is not the host's and passes by; the host forwards nothing. The kernel
 * remembers connections of management ports only: a guest could fill that memory.
 */
export function planRules({ inside, privateBridge, management = [] }: WantedRules): Item[] {
  const own = [
    ...(privateBridge === undefined ? [] : [privateRules(toExactName(privateBridge))]),
    ...(management.length === 0 ? [] : [managementRules(management)]),
  ];
  return [
    { table: { family, name: table } },
    { set: { family, name: 'inside', table, type: 'ifname', elem: inside.map(toExactName) } },
    ...(management.length === 0 ? [] : managementItems(management)),
    chain('input', 'accept'),
    chain('output', 'accept'),
    chain('forward', 'drop'),
    ...own.flatMap(({ input }) => input).map((expr) => rule('input', expr)),
    rule('input', [isNot(meta('iifname'), '@inside'), drop]),
    ...own.flatMap(({ output }) => output).map((expr) => rule('output', expr)),
    rule('output', [isNot(meta('oifname'), '@inside'), drop]),
  ];
}

/** Each of them costs the backend some time, also when it is refused at once. */
const newConnections = { perSecond: 20, burst: 40 };
const nobody = '0.0.0.0';
const everybody = '255.255.255.255';

/**
 * On the private link the guest asks for its address, and speaks with the API; the host answers, and begins nothing: a packet of TCP that is no
 * answer has neither ACK nor RST. A fragment has no ports, and so matches nothing.
 */
function privateRules(bridge: string): ChainRules {
  const { hostAddress: host, guestAddress: guest, apiPort } = privateLink;
  return {
    input: [
      [
        ...[is(meta('iifname'), bridge), is(ip('saddr'), { set: [nobody, guest] })],
        ...[is(ip('daddr'), { set: [host, everybody] })],
        ...[is(port('udp', 'sport'), dhcp.client), is(port('udp', 'dport'), dhcp.server), accept],
      ],
      [
        ...[
          is(meta('iifname'), bridge),
          is(port('tcp', 'dport'), apiPort),
          has(port('tcp', 'flags'), ['syn']),
        ],
        ...[over(newConnections), drop],
      ],
      [
        ...[is(meta('iifname'), bridge), is(ip('saddr'), guest), is(ip('daddr'), host)],
        ...[is(port('tcp', 'dport'), apiPort), accept],
      ],
    ],
    output: [
      [
        ...[is(meta('oifname'), bridge), is(ip('saddr'), host), is(ip('daddr'), { set: [guest, everybody] })],
        ...[is(port('udp', 'sport'), dhcp.server), is(port('udp', 'dport'), dhcp.client), accept],
      ],
      [
        ...[is(meta('oifname'), bridge), is(ip('saddr'), host), is(ip('daddr'), guest)],
        ...[is(port('tcp', 'sport'), apiPort), has(port('tcp', 'flags'), ['rst', 'ack']), accept],
      ],
    ],
  };
}

const chain = (hook: string, policy: string): Item => ({
  chain: { family, table, name: hook, type: 'filter', hook, prio: priority, policy },
});
const rule = (name: string, expr: readonly Expression[]): Item => ({
  rule: { family, table, chain: name, expr },
});
