import * as z from 'zod';
import { fact } from './fact.ts';
import { problem } from './problem.ts';

export const cpuInventory = z.object({
  model: fact(z.string()),
  vendor: fact(z.string()),
  /** Logical processors that are online. */
  online: fact(z.number().int()),
  sockets: fact(z.number().int()),
  cores: fact(z.number().int()),
  threadsPerCore: fact(z.number().int()),
  /** The processor's virtualisation extension as the kernel names it. */
  virtualisation: fact(z.enum(['vmx', 'svm', 'none'])),
  /** `/dev/kvm` exists, so that guests run at full speed. */
  kvm: fact(z.boolean()),
});
export type CpuInventory = z.infer<typeof cpuInventory>;

export const memoryInventory = z.object({
  /** What the kernel manages (`MemTotal`): less than the modules' sum. */
  totalMiB: fact(z.number().int()),
  availableMiB: fact(z.number().int()),
  numaNodes: z.array(z.object({ id: z.number().int(), totalMiB: fact(z.number().int()), cpus: z.string() })),
});
export type MemoryInventory = z.infer<typeof memoryInventory>;

export const nic = z.object({
  /** The kernel's name, for example `enp1s0`. */
  name: z.string(),
  mac: fact(z.string()),
  permanentMac: fact(z.string()),
  driver: fact(z.string()),
  /** Position on its bus, for example `0000:01:00.0`: the stable identity of the port. */
  path: fact(z.string()),
  carrier: fact(z.boolean()),
  speedMbps: fact(z.number().int()),
  mtu: fact(z.number().int()),
  bridge: z.string().optional(),
  problems: z.array(problem),
});
export type Nic = z.infer<typeof nic>;

export const disk = z.object({
  name: z.string(),
  model: fact(z.string()),
  serial: fact(z.string()),
  sizeBytes: fact(z.number().int()),
  sectorBytes: fact(z.number().int()),
  rotational: fact(z.boolean()),
  removable: fact(z.boolean()),
  readOnly: fact(z.boolean()),
  bus: fact(z.string()),
  /** The disk that the box runs from; it is never given away. */
  boot: z.boolean(),
  problems: z.array(problem),
});
export type Disk = z.infer<typeof disk>;

export const smbiosField = fact(z.string());
/** SMBIOS strings as the firmware gives them, control characters removed; keys are libvirt's names. */
export const smbiosInventory = z.object({
  bios: z.record(z.string(), smbiosField),
  system: z.record(z.string(), smbiosField),
  baseBoard: z.record(z.string(), smbiosField),
  chassis: z.record(z.string(), smbiosField),
  oemStrings: z.array(z.string()),
});
export type SmbiosInventory = z.infer<typeof smbiosInventory>;

export const inventory = z.object({
  takenAt: z.iso.datetime(),
  hostname: z.string(),
  kernel: fact(z.string()),
  cpu: cpuInventory,
  memory: memoryInventory,
  nics: z.array(nic),
  disks: z.array(disk),
  smbios: smbiosInventory,
  problems: z.array(problem),
});
export type Inventory = z.infer<typeof inventory>;

export const inventorySection = z.enum(['cpu', 'memory', 'nics', 'disks', 'smbios']);
export type InventorySection = z.infer<typeof inventorySection>;
