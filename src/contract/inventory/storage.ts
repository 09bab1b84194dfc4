import * as z from 'zod';
import { fact } from '../fact.ts';
import { problem } from '../problem.ts';

/** What the disk says of its own health. Read after the rest, since a program (smartctl) has to be started for it. */
export const smart = z.object({
  passed: z.boolean(),
  temperatureC: z.number().int().optional(),
  powerOnHours: z.number().int().optional(),
  /** Share of the rated life that is used up, per cent; may be more than 100. */
  wearPercent: z.number().int().optional(),
  /** Sectors that were replaced, or that cannot be read (ATA 5, 197; NVMe media errors). */
  badSectors: z.number().int().optional(),
});
export type Smart = z.infer<typeof smart>;

export const disk = z.object({
  name: z.string(),
  model: fact(z.string()),
  serial: fact(z.string()),
  firmware: fact(z.string()),
  /** World Wide Name, where the disk has one. */
  wwn: fact(z.string()),
  sizeBytes: fact(z.number().int()),
  /** Logical sectors. */
  sectorBytes: fact(z.number().int()),
  physicalSectorBytes: fact(z.number().int()),
  rotational: fact(z.boolean()),
  removable: fact(z.boolean()),
  readOnly: fact(z.boolean()),
  bus: fact(z.string()),
  smart: fact(smart),
  /** The disk that the box runs from; it is never given away. */
  boot: z.boolean(),
  problems: z.array(problem),
});
export type Disk = z.infer<typeof disk>;

export const opticalDrive = z.object({
  /** For example `sr0`. */
  name: z.string(),
  vendor: fact(z.string()),
  model: fact(z.string()),
  firmware: fact(z.string()),
  bus: fact(z.string()),
  /** Kinds of disc as MMC names them, for example `CD-R`, `DVD-RAM`, `BD-RE`. */
  reads: fact(z.array(z.string())),
  writes: fact(z.array(z.string())),
  /** A disc is in the drive. */
  medium: fact(z.boolean()),
  problems: z.array(problem),
});
export type OpticalDrive = z.infer<typeof opticalDrive>;
