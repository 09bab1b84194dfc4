import * as z from 'zod';
import { fact } from './fact.ts';
import { problem } from './problem.ts';

/**
 * What a NIC of the box is for. `guest`: it is in a bridge of its own, for the guest's NIC; `passthrough`: the guest has the NIC itself;
 * `management`: the host has an address there; `unused`: nobody has it, and it is down.
 */
export const portRole = z.enum(['guest', 'passthrough', 'management', 'unused']);
export type PortRole = z.infer<typeof portRole>;

/** As the kernel counts, since the NIC's driver was loaded. Each starts again at 0 after 2^53 - 1, the last number that JSON's readers keep apart. */
export const portCounters = z.object({
  rxBytes: z.number().int().nonnegative(),
  txBytes: z.number().int().nonnegative(),
  rxPackets: z.number().int().nonnegative(),
  txPackets: z.number().int().nonnegative(),
  rxErrors: z.number().int().nonnegative(),
  txErrors: z.number().int().nonnegative(),
  rxDropped: z.number().int().nonnegative(),
  txDropped: z.number().int().nonnegative(),
});
export type PortCounters = z.infer<typeof portCounters>;

/** Who says by LLDP that it is at the other end of the cable: its own words, without control characters. */
export const lldpNeighbour = z.object({
  chassisId: z.string(),
  portId: z.string(),
  systemName: z.string().optional(),
  portDescription: z.string().optional(),
});
export type LldpNeighbour = z.infer<typeof lldpNeighbour>;

/** How the host is to be reached on a management port. */
export const managementSettings = z.strictObject({
  /** `dhcp`, or an IPv4 address with its prefix length, for example `192.0.2.10/24`. */
  address: z.union([z.literal('dhcp'), z.cidrv4()]),
  gateway: z.ipv4().optional(),
  dns: z.array(z.ipv4()).max(3).optional(),
});
export type ManagementSettings = z.infer<typeof managementSettings>;

export const networkPort = z.object({
  /** The kernel's name of the NIC, for example `enp1s0`. */
  nic: z.string(),
  /** The label on the chassis where that is known, else the kernel's name. */
  label: z.string(),
  role: portRole,
  /** Who says so: the policy, or a technician by `network.set`. */
  roleBy: z.enum(['policy', 'technician']),
  place: fact(z.string()),
  /** The hardware address that it has on the wire now. */
  mac: fact(z.string()),
  permanentMac: fact(z.string()),
  driver: fact(z.string()),
  speedMbps: fact(z.number().int()),
  /** The other end of the cable answers. */
  carrier: fact(z.boolean()),
  mtu: fact(z.number().int()),
  /** Read for each call of `network.get`; unknown in events, which tell of everything else. */
  counters: fact(portCounters),
  /** Absent as long as none has been heard. */
  neighbour: lldpNeighbour.optional(),
  /** The bridge that it is a port of now. */
  bridge: z.string().optional(),
  /** Whether NIC and bridge are as they are wanted; unknown where bezeld does not own the network. */
  asWanted: fact(z.boolean()),
  /** The hardware address of the guest's NIC behind it, where the guest has one. */
  guestMac: z.string().optional(),
  /** With role `management` only. */
  management: z
    .object({
      wanted: managementSettings,
      /** What the host has there now, with prefix lengths. */
      addresses: z.array(z.string()),
    })
    .optional(),
});
export type NetworkPort = z.infer<typeof networkPort>;

/** A change by `network.set` that is in force, and is taken back unless somebody confirms it in time. */
export const unconfirmedChange = z.object({
  nic: z.string(),
  /** What is changed, for a person: one line. */
  message: z.string(),
  confirmBy: z.iso.datetime(),
});
export type UnconfirmedChange = z.infer<typeof unconfirmedChange>;

export const network = z.object({
  /** In the order of their places on the buses. */
  ports: z.array(networkPort),
  /** The link between host and guest that never leaves the box; absent where the policy wants none. */
  privateLink: z
    .object({
      bridge: z.string(),
      /** With its prefix length. */
      hostAddress: z.string(),
      /** What the guest gets by DHCP. */
      guestAddress: z.string(),
      /** Whether it is there and as wanted. */
      asWanted: fact(z.boolean()),
      guestMac: z.string().optional(),
    })
    .optional(),
  unconfirmed: unconfirmedChange.optional(),
  problems: z.array(problem),
});
export type Network = z.infer<typeof network>;

/** Which port: by place, name, hardware address or label, as the policy may name it. */
const portName = z.string().min(1).max(64);

/** Another role for a port until somebody sets it anew; `policy` goes back to what the policy says. */
export const portRoleRequest = z.discriminatedUnion('role', [
  z.strictObject({ port: portName, role: z.literal(['guest', 'unused', 'policy']) }),
  z.strictObject({ port: portName, role: z.literal('management'), ...managementSettings.shape }),
]);
export type PortRoleRequest = z.infer<typeof portRoleRequest>;

/** Which port is to blink, and for how many seconds. */
export const identifyRequest = z.strictObject({
  port: portName,
  seconds: z.number().int().min(1).max(60).default(15),
});
export type IdentifyRequest = z.output<typeof identifyRequest>;
