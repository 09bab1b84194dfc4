import * as z from 'zod';
import { availability } from './guest.ts';
import { problem } from './problem.ts';
import { classPattern, usbClasses } from './usb-class.ts';

/** Who has it: the guest, the host (it works with it), nobody (no rule gives it, taken back, no medium, or the guest is off), or nobody ever (forbidden, or of the box's own). */
export const mediumHolder = z.enum(['guest', 'host', 'nobody', 'forbidden']);
export type MediumHolder = z.infer<typeof mediumHolder>;

/**
 * What the running guest has of it, by libvirt's live XML and events. `attached` · `attaching` · `leaving`: asked to let go, and has not yet ·
 * `busy`: it has refused, or not answered in time · `none`.
 */
export const mediumState = z.enum(['none', 'attaching', 'attached', 'leaving', 'busy']);
export type MediumState = z.infer<typeof mediumState>;

/** `remove`: as `detach`, after the guest was asked to write everything to it. `lend`: to the host, which mounts it; `return`: to who has it otherwise. */
export const mediaAction = z.enum(['attach', 'detach', 'remove', 'lend', 'return']);
export type MediaAction = z.infer<typeof mediaAction>;

/** What is told of whatever is in a place of the box. */
export const deviceFields = {
  /** It is plugged in. False for what has been pulled, and the guest has not let go of. */
  present: z.boolean(),
  vendorId: z.string().optional(),
  productId: z.string().optional(),
  vendor: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
};

/** One row of the truth table: a place in the box with what is in it. `disk`: a USB disk, stick or slot of a reader. `device`: any other USB device. All texts of the device are hostile, and plain here. */
export const medium = z.object({
  kind: z.enum(['disk', 'device']),
  /** Stable as long as it stays in its place: the kernel's path of USB ports, and of a disk the LUN, for example `1-2.3:0`. */
  id: z.string(),
  /** The place, in the kernel's words, for example `1-2.3`. */
  port: z.string(),
  /** The kernel's node, for example `/dev/sdb` or `/dev/bus/usb/001/004`. */
  node: z.string(),
  ...deviceFields,
  /** USB's classes of a device, by name or as two hexadecimal digits; absent of disks. */
  classes: z.array(z.string()).optional(),
  removable: z.boolean(),
  /** A medium is in it: a card reader's slot may be empty. */
  hasMedium: z.boolean(),
  /** Absent without a medium, as are the following two. */
  sizeBytes: z.number().int().optional(),
  sectorBytes: z.number().int().optional(),
  readOnly: z.boolean().optional(),
  /**
   * What has gone to and fro since it was plugged in, whoever has it, by the kernel's count. Only in the answer to `media.list`: nothing is told when it
   * changes. `inFlight`: requests that it has not answered yet.
   */
  activity: z
    .object({
      readBytes: z.number().int(),
      writtenBytes: z.number().int(),
      inFlight: z.number().int(),
    })
    .optional(),
  /** Its place in the guest, for example `sdi`, or `USB 2` for the guest's USB port; absent while it has none. */
  target: z.string().optional(),
  /** Where the host has mounted what it has borrowed; absent of what it has not. */
  lent: z
    .object({
      path: z.string(),
      type: z.string(),
      readOnly: z.boolean(),
      /** A file on it that a drive of the guest's has as its disc. */
      image: z.string().optional(),
    })
    .optional(),
  state: mediumState,
  holder: mediumHolder,
  /** Why it is so, in one sentence: a rule of the policy, a technician, the guest is off. */
  why: z.string(),
  actions: z.record(mediaAction, availability),
});
export type Medium = z.infer<typeof medium>;

export const media = z.object({
  /** Whether USB disks are given to the guest at all; without it they are only shown. */
  own: z.boolean(),
  media: z.array(medium),
  /** The last thing that happened, for example `SanDisk Ultra (1-2): the guest has it`. */
  news: z.object({ at: z.iso.datetime(), message: z.string() }).optional(),
  problems: z.array(problem),
});
export type Media = z.infer<typeof media>;

export const mediumRequest = z.strictObject({ id: z.string().min(1).max(128) });
export type MediumRequest = z.infer<typeof mediumRequest>;

export const lendRequest = mediumRequest.extend({
  /** The number of the partition, 0 for the whole disk; the first that the host may mount where it is not said. */
  partition: z.int().min(0).max(255).optional(),
  /** Whether the host may write to it. */
  write: z.boolean().optional(),
});
export type LendRequest = z.infer<typeof lendRequest>;

const hex4 = z.string().regex(/^[0-9a-fA-F]{4}$/, 'four hexadecimal digits');

/** What to ask the rules about: the ID of what is plugged in, or what a device would say of itself. */
export const rulesTestQuery = z.strictObject({
  id: z.string().min(1).max(128).optional(),
  port: z
    .string()
    .max(64)
    .regex(/^\d+-\d+(\.\d+)*$/, 'a path of USB ports such as 1-2.3')
    .optional(),
  vendor: hex4.optional(),
  product: hex4.optional(),
  serial: z.string().min(1).max(128).optional(),
  class: z
    .string()
    .regex(classPattern, `one of ${Object.keys(usbClasses).join(', ')}, or two hexadecimal digits`)
    .optional(),
  removable: z.enum(['yes', 'no']).optional(),
});
export type RulesTestQuery = z.infer<typeof rulesTestQuery>;

/** One rule of the policy, counted from 1: whether it fits, and if not, why. */
export const ruleLook = z.object({
  rule: z.number().int(),
  line: z.number().int().optional(),
  action: z.enum(['allow', 'ignore', 'forbid']),
  fits: z.boolean(),
  why: z.string().optional(),
});
export type RuleLook = z.infer<typeof ruleLook>;

export const mediaRuling = z.object({
  /** What the first rule that fits says; `allow` where none does. */
  action: z.enum(['allow', 'ignore', 'forbid']),
  /** The rule that decides, counted from 1, and its line in the policy file. */
  rule: z.number().int().optional(),
  line: z.number().int().optional(),
  /** Of what is plugged in: who has it, and why. A rule does not give away what is the box's own. */
  holder: mediumHolder.optional(),
  why: z.string(),
  /** Every rule up to the one that decides. */
  looks: z.array(ruleLook),
});
export type MediaRuling = z.infer<typeof mediaRuling>;
