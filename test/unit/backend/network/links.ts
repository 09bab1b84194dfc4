import type {
  BridgeSettings,
  Observed,
  ObservedLink,
  WantedGuestNic,
} from '../../../../src/backend/network/model.ts';

/** A NIC as the kernel brings it: down, alone, and ready to speak. */
export const nic = (name: string, more: Partial<ObservedLink> = {}): ObservedLink => ({
  ...{ name, index: 1, kind: undefined, alias: undefined, isUp: false, arp: true, address: '' },
  ...{ mtu: 1500, minMtu: 68, maxMtu: 9000, lower: undefined, master: undefined, portMask: 0 },
  ...{ addresses: [], makesAddresses: true, bridge: undefined },
  ...more,
});

export const quiet: BridgeSettings = {
  ...{ stp: false, forwardDelay: 0, multicastSnooping: false },
  ...{ forwardMask: 0, vlanFiltering: false, callsFilter: false },
};
const silent = { isUp: true, arp: false, makesAddresses: false };

/** What the plan leads to. */
export const joined = (name: string, more: Partial<ObservedLink> = {}): ObservedLink =>
  nic(name, { ...silent, master: `br-${name}`, ...more });
export const bridge = (name: string, more: Partial<ObservedLink> = {}): ObservedLink =>
  nic(name, { ...silent, kind: 'bridge', alias: 'bezel', bridge: quiet, ...more });
/** The guest's end of a wire, as libvirt makes it. */
export const tap = (name: string, master: string, more: Partial<ObservedLink> = {}): ObservedLink =>
  nic(name, { isUp: true, kind: 'tun', master, ...more });

export const observed = (links: ObservedLink[], more: Partial<Observed> = {}): Observed => ({
  links,
  ipv6: new Set(),
  bridgeFilters: [],
  unguarded: new Set(),
  ...more,
});

export const wantedNic = (name: string, more: Partial<WantedGuestNic> = {}): WantedGuestNic => ({
  ...{ nic: name, role: 'guest', bridge: `br-${name}` },
  ...{ multicastSnooping: false, forwardMask: 0, portMask: 0 },
  ...more,
});
