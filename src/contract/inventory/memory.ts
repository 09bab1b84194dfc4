import * as z from 'zod';
import { fact } from '../fact.ts';

/** Pages of one size that the kernel has set aside. */
export const hugePages = z.object({
  sizeKiB: z.number().int().positive(),
  total: fact(z.number().int()),
  free: fact(z.number().int()),
});
export type HugePages = z.infer<typeof hugePages>;

export const numaNode = z.object({
  id: z.number().int().nonnegative(),
  totalMiB: fact(z.number().int()),
  /** The kernel's list, for example `0-3,8-11`; empty for a node of memory only. */
  cpus: z.string(),
  /** Relative distances to the nodes in the order of the list, itself being 10 (ACPI SLIT). */
  distances: fact(z.array(z.number().int())),
  hugePages: z.array(hugePages),
});
export type NumaNode = z.infer<typeof numaNode>;

/** One memory slot of the board: SMBIOS type 17. Strings are the firmware's, control characters removed. */
export const memoryModule = z.object({
  /** The board's name of the slot (device locator), for example `DIMM_A1`. */
  slot: fact(z.string()),
  bank: fact(z.string()),
  /** Unknown for an empty slot, with that as the reason. */
  sizeMiB: fact(z.number().int()),
  /** For example `DDR4`. */
  type: fact(z.string()),
  /** What the module could do, in million transfers a second. */
  speedMTs: fact(z.number().int()),
  /** What it is run with. */
  configuredSpeedMTs: fact(z.number().int()),
  manufacturer: fact(z.string()),
  partNumber: fact(z.string()),
  serial: fact(z.string()),
  /** The total width is more than the data's: the module carries check bits. */
  ecc: fact(z.boolean()),
});
export type MemoryModule = z.infer<typeof memoryModule>;

export const memoryInventory = z.object({
  /** What the kernel manages (`MemTotal`): less than the modules' sum. */
  totalMiB: fact(z.number().int()),
  availableMiB: fact(z.number().int()),
  /** How the memory array detects errors (SMBIOS type 16), for example `Multi-bit ECC`, `None`. */
  errorCorrection: fact(z.string()),
  hugePages: z.array(hugePages),
  numaNodes: z.array(numaNode),
  /** Empty where the firmware lists none. */
  modules: z.array(memoryModule),
});
export type MemoryInventory = z.infer<typeof memoryInventory>;
