import { z } from 'zod';
import { type Smbios, smbiosSchema } from './smbios.ts';

/** What a box is made of; everything has a default. Kept in lab.json so that the same box can be booted again. */
export const boxOptionsSchema = z.strictObject({
  memoryMiB: z.int().min(256).default(4096),
  /**
   * One core each, unless `topology` says otherwise; then this is not looked at. Without it: two with KVM, and one where processors are
   * emulated, for reasons that docs/decisions tells.
   */
  cpus: z.int().min(1).max(64).optional(),
  topology: z
    .strictObject({
      sockets: z.int().min(1).max(8),
      /** Of a socket. */
      cores: z.int().min(1).max(64),
      /** Of a core. */
      threads: z.int().min(1).max(2),
    })
    .optional(),
  /** Processors and memory are spread evenly over them, socket by socket. */
  numaNodes: z.int().min(1).max(8).default(1),
  /** NICs at boot: how many, from slot 0 on, or the slots. Each sits in a root port of its own, so that it can be pulled. */
  nics: z.union([z.int().min(0).max(8), z.array(z.int().min(0).max(7)).max(8)]).default(2),
  /** What the box sends on each of these NICs is recorded from the first moment on: `framesSent` reads it. */
  recordFrames: z.boolean().default(false),
  smbios: smbiosSchema.optional(),
  /** The size of the disk; the image's own size plus room for the guest when not given. */
  diskGiB: z.int().min(4).max(2048).default(16),
  /** `direct`: QEMU loads the image's kernel; `uefi` and `bios`: the firmware starts what is on the disk. */
  firmware: z.enum(['direct', 'uefi', 'bios']).default('direct'),
  /** Added to the image's kernel command line; only for `direct`. */
  appendCmdline: z.string().default(''),
  /** More arguments for QEMU, at the end of ours. */
  qemuArgs: z.array(z.string()).default([]),
});

export type BoxOptions = Omit<z.input<typeof boxOptionsSchema>, 'smbios'> & { smbios?: Smbios | undefined };
export type BoxPlan = z.output<typeof boxOptionsSchema>;
