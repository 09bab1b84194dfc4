import * as z from 'zod';
import { parseIpJson } from '../engine/parse-ip-json.ts';
import type { BridgeSettings, ObservedLink } from './model.ts';

/** iproute2 prints masks as text, for example `0x4008`. */
const mask = z.union([z.number(), z.string()]).transform(Number).default(0);
const flag = z.number().default(0);

const bridgeData = z.object({
  stp_state: flag,
  forward_delay: z.number().default(0),
  mcast_snooping: flag,
  group_fwd_mask: mask,
  vlan_filtering: flag,
  // A kernel without bridge filtering does not have these.
  nf_call_iptables: flag,
  nf_call_ip6tables: flag,
  nf_call_arptables: flag,
});

/** What we read of iproute2's JSON; everything else in it is left alone. */
const link = z.object({
  ifname: z.string(),
  ifindex: z.number().default(0),
  ifalias: z.string().optional(),
  flags: z.array(z.string()).default([]),
  address: z.string().default(''),
  mtu: z.number().default(0),
  min_mtu: z.number().default(0),
  max_mtu: z.number().default(0),
  link: z.string().nullish(),
  master: z.string().optional(),
  inet6_addr_gen_mode: z.string().optional(),
  addr_info: z
    .array(z.object({ local: z.string().optional(), prefixlen: z.number().optional() }))
    .default([]),
  linkinfo: z
    .object({
      info_kind: z.string().optional(),
      info_data: z.unknown().optional(),
      info_slave_kind: z.string().optional(),
      info_slave_data: z.unknown().optional(),
    })
    .optional(),
});

/** Reads the output of `ip -json -details address show`. Throws on text that is not it. */
export function parseLinks(json: string): ObservedLink[] {
  // With -json, iproute2 prints empty objects for links that a filter left out.
  const rows = z.array(z.record(z.string(), z.unknown())).parse(parseIpJson(json || '[]'));
  return rows.filter((row) => 'ifname' in row).map((row) => toLink(link.parse(row)));
}

function toLink(raw: z.infer<typeof link>): ObservedLink {
  const { linkinfo, flags } = raw;
  return {
    name: raw.ifname,
    index: raw.ifindex,
    kind: linkinfo?.info_kind,
    alias: raw.ifalias,
    isUp: flags.includes('UP'),
    address: raw.address.toLowerCase(),
    arp: !flags.includes('NOARP'),
    mtu: raw.mtu,
    maxMtu: raw.max_mtu === 0 ? undefined : raw.max_mtu,
    minMtu: raw.min_mtu,
    lower: raw.link ?? undefined,
    master: raw.master,
    portMask:
      linkinfo?.info_slave_kind === 'bridge'
        ? z.object({ group_fwd_mask: mask }).parse(linkinfo.info_slave_data ?? {}).group_fwd_mask
        : 0,
    addresses: raw.addr_info.flatMap((a) =>
      a.local === undefined ? [] : [`${a.local}/${a.prefixlen ?? 0}`],
    ),
    makesAddresses: raw.inet6_addr_gen_mode !== undefined && raw.inet6_addr_gen_mode !== 'none',
    bridge: linkinfo?.info_kind === 'bridge' ? toSettings(linkinfo.info_data) : undefined,
  };
}

function toSettings(data: unknown): BridgeSettings {
  const raw = bridgeData.parse(data ?? {});
  return {
    stp: raw.stp_state !== 0,
    forwardDelay: raw.forward_delay,
    multicastSnooping: raw.mcast_snooping !== 0,
    forwardMask: raw.group_fwd_mask,
    vlanFiltering: raw.vlan_filtering !== 0,
    callsFilter: [raw.nf_call_iptables, raw.nf_call_ip6tables, raw.nf_call_arptables].some((n) => n !== 0),
  };
}
