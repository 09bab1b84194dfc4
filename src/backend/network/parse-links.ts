import * as z from 'zod';
import type { ObservedLink } from './model.ts';

/** What we read of iproute2's JSON; everything else in it is left alone. */
const link = z.object({
  ifname: z.string(),
  ifindex: z.number().default(0),
  flags: z.array(z.string()).default([]),
  master: z.string().optional(),
  inet6_addr_gen_mode: z.string().optional(),
  addr_info: z
    .array(z.object({ local: z.string().optional(), prefixlen: z.number().optional() }))
    .default([]),
  linkinfo: z
    .object({
      info_kind: z.string().optional(),
      info_data: z
        .object({
          stp_state: z.number().optional(),
          forward_delay: z.number().optional(),
          mcast_snooping: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Reads the output of `ip -json -details address show`. Throws on text that is not it. */
export function parseLinks(json: string): ObservedLink[] {
  // With -json, iproute2 prints empty objects for links that a filter left out.
  const rows = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(json || '[]'));
  return rows.filter((row) => 'ifname' in row).map((row) => toLink(link.parse(row)));
}

function toLink(raw: z.infer<typeof link>): ObservedLink {
  const isBridge = raw.linkinfo?.info_kind === 'bridge';
  const data = raw.linkinfo?.info_data;
  return {
    name: raw.ifname,
    index: raw.ifindex,
    isUp: raw.flags.includes('UP'),
    isBridge,
    master: raw.master,
    addresses: raw.addr_info.flatMap((a) =>
      a.local === undefined ? [] : [`${a.local}/${a.prefixlen ?? 0}`],
    ),
    makesAddresses: raw.inet6_addr_gen_mode !== undefined && raw.inet6_addr_gen_mode !== 'none',
    bridge: isBridge
      ? {
          stp: (data?.stp_state ?? 0) !== 0,
          forwardDelay: data?.forward_delay ?? 0,
          multicastSnooping: (data?.mcast_snooping ?? 0) !== 0,
        }
      : undefined,
  };
}
