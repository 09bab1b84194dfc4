import { privateLink } from '../../contract/index.ts';
import { toLinkName } from './link-words.ts';
import { priority, table } from './rules.ts';

/** With whom the host may speak. All else is dropped, in both directions. */
export interface WantedRules {
  /** The links on which it may speak freely. */
  inside: readonly string[];
  /** The bridge of the private link, where there is one. */
  privateBridge?: string | undefined;
}

/** A table, set, chain or rule as libnftables-json(5) has it; of rules the order counts. */
export type Item = Readonly<Record<'table' | 'set' | 'chain' | 'rule', unknown>> | Record<string, unknown>;

const family = 'inet';

/**
 * The table of the host's packet filter. What goes through a bridge is not the host's and passes by; the host forwards nothing. No rule has the
 * kernel remember connections: a guest could fill that memory.
 */
export function planRules({ inside, privateBridge }: WantedRules): Item[] {
  const own = privateBridge === undefined ? noRules : privateRules(toExactName(privateBridge));
  return [
    { table: { family, name: table } },
    { set: { family, name: 'inside', table, type: 'ifname', elem: inside.map(toExactName) } },
    chain('input', 'accept'),
    chain('output', 'accept'),
    chain('forward', 'drop'),
    ...own.input.map((expr) => rule('input', expr)),
    rule('input', [isNot('iifname', '@inside'), { drop: null }]),
    ...own.output.map((expr) => rule('output', expr)),
    rule('output', [isNot('oifname', '@inside'), { drop: null }]),
  ];
}

type Expression = Record<string, unknown>;
interface ChainRules {
  input: Expression[][];
  output: Expression[][];
}

const noRules: ChainRules = { input: [], output: [] };
const dhcp = { server: 67, client: 68 };
const nobody = '0.0.0.0';
const everybody = '255.255.255.255';

/**
 * On the private link the guest asks for its address, and speaks with the API; the host answers, and begins nothing: a packet of TCP that is no
 * answer has neither ACK nor RST. A fragment has no ports, and so matches nothing.
 */
function privateRules(bridge: string): ChainRules {
  const { hostAddress: host, guestAddress: guest, apiPort } = privateLink;
  const accept = { accept: null };
  return {
    input: [
      [
        ...[is(meta('iifname'), bridge), is(ip('saddr'), { set: [nobody, guest] })],
        ...[is(ip('daddr'), { set: [host, everybody] })],
        ...[is(port('udp', 'sport'), dhcp.client), is(port('udp', 'dport'), dhcp.server), accept],
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

const meta = (key: string): Expression => ({ meta: { key } });
const ip = (field: string): Expression => payload('ip', field);
const port = (protocol: string, field: string): Expression => payload(protocol, field);
const payload = (protocol: string, field: string): Expression => ({ payload: { protocol, field } });
const match = (op: string, left: Expression, right: unknown): Expression => ({ match: { op, left, right } });
const is = (left: Expression, right: unknown): Expression => match('==', left, right);
const isNot = (key: string, right: unknown): Expression => match('!=', meta(key), right);
/** One of these bits at least. */
const has = (left: Expression, right: readonly string[]): Expression => match('in', left, right);

/** The name of one link: nftables takes a star at its end for any. */
function toExactName(text: string): string {
  if (text.includes('*')) throw new Error(`not the name of one link: ${JSON.stringify(text)}`);
  return toLinkName(text);
}
