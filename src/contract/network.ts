import * as z from 'zod';
import { fact } from './fact.ts';
import { problem } from './problem.ts';

/** What a NIC of the box is for. `guest`: it is in a bridge of its own, for the guest's NIC; `unused`: nobody has it, and it is down. */
export const portRole = z.enum(['guest', 'unused']);
export type PortRole = z.infer<typeof portRole>;

export const networkPort = z.object({
  /** The kernel's name of the NIC, for example `enp1s0`. */
  nic: z.string(),
  /** The label on the chassis where that is known, else the kernel's name. */
  label: z.string(),
  role: portRole,
  place: fact(z.string()),
  mac: fact(z.string()),
  driver: fact(z.string()),
  speedMbps: fact(z.number().int()),
  /** The other end of the cable answers. */
  carrier: fact(z.boolean()),
  mtu: fact(z.number().int()),
  /** The bridge that it is a port of now. */
  bridge: z.string().optional(),
  /** Whether NIC and bridge are as the policy wants them; unknown where bezeld does not own the network. */
  asWanted: fact(z.boolean()),
  /** The hardware address of the guest's NIC behind it, where the guest has one. */
  guestMac: z.string().optional(),
});
export type NetworkPort = z.infer<typeof networkPort>;

export const network = z.object({
  /** In the order of their places on the buses. */
  ports: z.array(networkPort),
  problems: z.array(problem),
});
export type Network = z.infer<typeof network>;

/** Which port is to blink, as the policy may name it: by place, name, hardware address or label. And for how many seconds. */
export const identifyRequest = z.strictObject({
  port: z.string().min(1).max(64),
  seconds: z.number().int().min(1).max(60).default(15),
});
export type IdentifyRequest = z.output<typeof identifyRequest>;
