import * as z from 'zod';
import { availability } from './guest.ts';
import { deviceFields, mediumHolder, mediumRequest, mediumState } from './media.ts';
import { problem } from './problem.ts';

/**
 * What the guest has of the box's optical drives, by the policy's `media.drives`. `drive`: the drives themselves · `medium`: a drive of its own for
 * each, which has the disc that is in the box's · `none`: nothing.
 */
export const driveMode = z.enum(['drive', 'medium', 'none']);
export type DriveMode = z.infer<typeof driveMode>;

/** `unknown`: the guest has the drive itself and is the only one who asks it, or the box has not looked at it yet. */
export const discState = z.enum(['present', 'none', 'unknown']);
export type DiscState = z.infer<typeof discState>;

/** `insert`: the image of a disc, which is on a lent disk, into the guest's own drive. */
export const driveAction = z.enum(['attach', 'detach', 'eject', 'force-eject', 'insert']);
export type DriveAction = z.infer<typeof driveAction>;

/** An optical drive of the box. All texts of the device and of the disc are hostile, and plain here. */
export const drive = z.object({
  /** Stable as long as it stays in its place: `ata3:0`, or the kernel's path of USB ports and the LUN, for example `1-2:0`. */
  id: z.string(),
  /** The place, in the kernel's words, for example `ata3`, `1-2`. */
  port: z.string(),
  /** The kernel's node, for example `/dev/sr0`. */
  node: z.string(),
  ...deviceFields,
  /** What of it the guest has, or would have. */
  mode: driveMode,
  disc: discState,
  /** The label of the disc's file system; absent without one. */
  label: z.string().optional(),
  /** The file on a lent disk that the guest has as a disc in place of the one in the box's drive. */
  image: z.string().optional(),
  sizeBytes: z.number().int().optional(),
  /** Whether the tray of the guest's own drive is open; only in the mode `medium`, while the guest has it. */
  trayOpen: z.boolean().optional(),
  /** Its place in the guest: libvirt's name for it with `medium`, the SCSI address `controller:target` with `drive`. */
  target: z.string().optional(),
  state: mediumState,
  holder: mediumHolder,
  /** Why it is so, in one sentence. */
  why: z.string(),
  actions: z.record(driveAction, availability),
});
export type Drive = z.infer<typeof drive>;

export const drives = z.object({
  drives: z.array(drive),
  /** The last thing that happened, for example `HL-DT-ST BD-RE (ata3): the tray is open`. */
  news: z.object({ at: z.iso.datetime(), message: z.string() }).optional(),
  problems: z.array(problem),
});
export type Drives = z.infer<typeof drives>;

export const ejectRequest = mediumRequest.extend({
  /** Open the tray though the guest holds it: only after it was asked and has refused. */
  force: z.boolean().default(false),
});
export type EjectRequest = z.infer<typeof ejectRequest>;

export const insertRequest = mediumRequest.extend({
  /** The image of a disc: the whole path of a file on a disk that the host has borrowed. */
  file: z.string().min(2).max(1024),
});
export type InsertRequest = z.infer<typeof insertRequest>;

export const imageFile = z.object({ path: z.string(), sizeBytes: z.number().int() });
export type ImageFile = z.infer<typeof imageFile>;

/** The images (`*.iso`) on the disks that the host has borrowed: 100 at most, in the top folder of each and in those right in it. */
export const imageFiles = z.object({ images: z.array(imageFile) });
export type ImageFiles = z.infer<typeof imageFiles>;
