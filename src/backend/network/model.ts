import type { Problem } from '../../contract/index.ts';
import type { PortAddresses } from '../engine/nic-addresses.ts';

/** One link of the host as `ip -json -details address show` tells it. */
export interface ObservedLink {
  name: string;
  /** The kernel's number of the link: one that is made again under the same name has another. */
  index: number;
  /** `bridge`, `tun` (a tap too), `veth`, …; NICs have none. */
  kind: string | undefined;
  /** What somebody wrote on it; `ourMark` on the bridges that we made. */
  alias: string | undefined;
  isUp: boolean;
  /** Hardware address in small letters. */
  address: string;
  /** Whether the host speaks ARP there. */
  arp: boolean;
  mtu: number;
  /** Undefined where the driver names no limit. */
  maxMtu: number | undefined;
  minMtu: number;
  /** The link that it sits on, or the other end of a veth. */
  lower: string | undefined;
  /** The bridge that it is a port of. */
  master: string | undefined;
  /** As a bridge's port: `group_fwd_mask`, see `forward-masks.ts`. */
  portMask: number;
  /** IPv4 and IPv6 addresses with their prefix lengths, for example `192.0.2.1/24`. */
  addresses: string[];
  /** Whether the kernel would give it an IPv6 link-local address by itself (`addrgenmode` other than `none`). */
  makesAddresses: boolean;
  /** A bridge's own settings; absent for other links. */
  bridge: BridgeSettings | undefined;
}

export interface BridgeSettings {
  stp: boolean;
  /** In the kernel's unit, 1/100 s. */
  forwardDelay: number;
  multicastSnooping: boolean;
  /** `group_fwd_mask`, see `forward-masks.ts`. */
  forwardMask: number;
  vlanFiltering: boolean;
  /** Whether frames are shown to the host's packet filter (`nf_call_*`). */
  callsFilter: boolean;
}

/** Links and settings as they are. */
export interface Observed {
  links: readonly ObservedLink[];
  /** Names of links on which the host speaks IPv6. */
  ipv6: ReadonlySet<string>;
  /** Files below `/proc/sys/net/bridge` that say that frames are shown to the host's packet filter. */
  bridgeFilters: readonly string[];
  /** Settings of IPv4 on the private link that are not as `plan-private-link.ts` wants them, by their names. */
  unguarded: ReadonlySet<string>;
}

/** What is wanted of one NIC. */
export type WantedNic =
  | WantedGuestNic
  | WantedDirectNic
  | WantedOtherNic<'unused'>
  | WantedOtherNic<'management'>;

/** Nobody has it; or the host has an address there, which is networkd's. */
export interface WantedOtherNic<R extends 'unused' | 'management'> {
  nic: string;
  role: R;
  address?: WantedAddress | undefined;
}

/** What is wanted of one link of those that are ours. */
export type WantedLink = WantedNic | WantedPrivateLink;

/** The hardware address that a NIC is to have. */
export interface WantedAddress extends PortAddresses {
  wanted: 'permanent' | 'derived';
}

/** No NIC, but kept as one: the bridge of host and guest. */
export interface WantedPrivateLink {
  /** The name of the bridge. */
  nic: string;
  role: 'private';
  /** The host's, with its prefix length. */
  address: string;
}

export interface WantedGuestNic {
  nic: string;
  role: 'guest';
  /** Joins it to its guest NIC. */
  bridge: string;
  /** Absent where it is to stay as it is. */
  address?: WantedAddress | undefined;
  /** In bytes; undefined: what the NIC has. */
  mtu?: number | undefined;
  multicastSnooping: boolean;
  /** `group_fwd_mask` of the bridge and of each of its ports. */
  forwardMask: number;
  portMask: number;
}

/** The guest has the NIC itself; the rest is for the time until a guest that has it on a bridge has ended. */
export interface WantedDirectNic extends Omit<WantedGuestNic, 'role'> {
  role: 'passthrough';
  /** With `vfio` libvirt takes it from the kernel while the guest runs. */
  via: 'vfio' | 'macvtap';
}

export type Step =
  | { kind: 'create-bridge'; bridge: string; settings: BridgeSettings }
  | { kind: 'set-bridge'; bridge: string; from: BridgeSettings; settings: BridgeSettings }
  | { kind: 'mark'; link: string }
  | { kind: 'make-no-addresses'; link: string }
  | { kind: 'no-arp'; link: string }
  | { kind: 'no-ipv6'; link: string }
  | { kind: 'no-bridge-filter'; file: string }
  | { kind: 'flush-addresses'; link: string }
  /** A link that `isUp` goes down for it and comes up again. */
  | { kind: 'set-address'; link: string; address: string; isUp: boolean }
  | { kind: 'speak-arp'; link: string }
  | { kind: 'guard'; link: string; key: string; value: string }
  | { kind: 'add-ip-address'; link: string; address: string }
  | { kind: 'remove-ip-address'; link: string; address: string }
  | { kind: 'leave'; link: string; master: string }
  | { kind: 'join'; nic: string; bridge: string }
  | { kind: 'set-port'; link: string; mask: number }
  | { kind: 'set-mtu'; link: string; mtu: number }
  | { kind: 'up'; link: string }
  | { kind: 'down'; link: string }
  | { kind: 'delete-bridge'; bridge: string };

/** What it takes to have one NIC as it is wanted; no steps when it is so. */
export interface NicPlan {
  nic: string;
  /** The kernel's number of the NIC. */
  index: number;
  steps: Step[];
  /** For the guest's end of the wire, which libvirt makes: each start of the guest needs them. */
  tapSteps: Step[];
  problems: Problem[];
}

export interface Plan {
  nics: NicPlan[];
  /** What is of no NIC: settings of the kernel, bridges that nobody needs any more. */
  steps: Step[];
  /** Of NICs that cannot be had at all. */
  problems: Problem[];
}

/** On the bridges that we made, so that nobody else's is ever removed. */
export const ourMark = 'bezel';
