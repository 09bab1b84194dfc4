import * as z from 'zod';
import { fact } from '../fact.ts';

/** One logical processor that is online. Ids are the kernel's; a core's id is unique within its socket only. */
export const processor = z.object({
  id: z.number().int().nonnegative(),
  socket: z.number().int(),
  core: z.number().int(),
  /** NUMA node; 0 on a machine without NUMA. */
  node: z.number().int().nonnegative(),
});
export type Processor = z.infer<typeof processor>;

export const cpuInventory = z.object({
  model: fact(z.string()),
  vendor: fact(z.string()),
  /** The microcode's revision as the kernel writes it, for example `0xd0003d1`. */
  microcode: fact(z.string()),
  /** The kernel's words of `/proc/cpuinfo`, of the first processor. */
  flags: fact(z.array(z.string())),
  /** Logical processors that are online. */
  online: fact(z.number().int()),
  sockets: fact(z.number().int()),
  cores: fact(z.number().int()),
  threadsPerCore: fact(z.number().int()),
  /** Sorted by id; empty where the kernel does not tell the topology. */
  processors: z.array(processor),
  /** The processor's virtualisation extension as the kernel names it. */
  virtualisation: fact(z.enum(['vmx', 'svm', 'none'])),
  /** `/dev/kvm` exists, so that guests run at full speed. */
  kvm: fact(z.boolean()),
});
export type CpuInventory = z.infer<typeof cpuInventory>;
