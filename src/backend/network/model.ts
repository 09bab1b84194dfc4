import type { Problem } from '../../contract/index.ts';

/** One link of the host as `ip -json -details address show` tells it. */
export interface ObservedLink {
  name: string;
  /** The kernel's number of the link: one that is made again under the same name has another. */
  index: number;
  isUp: boolean;
  isBridge: boolean;
  /** The bridge that it is a port of. */
  master: string | undefined;
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
}

/** One NIC and the bridge that joins it to its guest NIC. */
export interface WantedBridge {
  nic: string;
  bridge: string;
}

export type Step =
  | { kind: 'create-bridge'; bridge: string }
  | { kind: 'quiet-bridge'; bridge: string }
  | { kind: 'make-no-addresses'; link: string }
  | { kind: 'flush-addresses'; link: string }
  | { kind: 'join'; nic: string; bridge: string }
  | { kind: 'up'; link: string };

/** What it takes to have one NIC as it is wanted; no steps when it is so. */
export interface NicPlan {
  nic: string;
  /** The kernel's number of the NIC. */
  index: number;
  steps: Step[];
}

export interface Plan {
  nics: NicPlan[];
  problems: Problem[];
}
