import * as z from 'zod';
import { guestHealth } from './guest-health.ts';
import { problem } from './problem.ts';

/**
 * `absent`: never defined on this box; `unknown`: libvirt does not answer; `stopping`: asked to stop and not yet off.
 */
export const guestState = z.enum([
  'absent',
  'off',
  'starting',
  'running',
  'paused',
  'stopping',
  'crashed',
  'unknown',
]);
export type GuestState = z.infer<typeof guestState>;

export const guestAction = z.enum(['start', 'stop', 'kill', 'reset']);
export type GuestAction = z.infer<typeof guestAction>;

/** Whether an action makes sense in the present state; `reason` says why not. */
export const availability = z.object({ allowed: z.boolean(), reason: z.string().optional() });
export type Availability = z.infer<typeof availability>;

export const guestNic = z.object({
  /** The box's NIC that it stands for. */
  nic: z.string(),
  /** The guest's own hardware address. */
  mac: z.string(),
  /** How the guest gets it: by a bridge, or itself (by a macvtap on it, or by VFIO). Absent for what is not Bezel's. */
  via: z.enum(['bridge', 'macvtap', 'vfio']).optional(),
  /** Empty for one that is on none. */
  bridge: z.string(),
  /** The number that it keeps, from 1; absent for a NIC that is none of the box's, of a vendor's template for example. */
  slot: z.number().int().optional(),
  /** The running guest has it; absent while libvirt does not answer. */
  attached: z.boolean().optional(),
  /** What the guest sees of its cable, or would see; absent where that is not known. */
  linkUp: z.boolean().optional(),
});
export type GuestNic = z.infer<typeof guestNic>;

export const guest = z.object({
  name: z.string(),
  uuid: z.string().optional(),
  state: guestState,
  /** When the state was entered, as far as the backend saw it. */
  since: z.iso.datetime().optional(),
  /** libvirt's own word for how the state came about, for example `booted`, `shutdown`, `crashed`, `destroyed`. */
  reason: z.string().optional(),
  vcpus: z.number().int().optional(),
  memoryMiB: z.number().int().optional(),
  nics: z.array(guestNic),
  /** As it says itself. */
  health: guestHealth,
  actions: z.record(guestAction, availability),
  problems: z.array(problem),
});
export type Guest = z.infer<typeof guest>;

export const guestXml = z.object({
  /** `live`: what runs now; `defined`: what the next start uses; `rendered`: what the policy and the hardware give at this moment. */
  source: z.enum(['live', 'defined', 'rendered']),
  xml: z.string(),
});
export type GuestXml = z.infer<typeof guestXml>;
