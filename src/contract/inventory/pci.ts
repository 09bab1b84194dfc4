import * as z from 'zod';
import { fact } from '../fact.ts';
import { problem } from '../problem.ts';

/** A function on the PCI bus. Names are those of Debian's `pci.ids`; without it they are unknown and the numbers stay. */
export const pciDevice = z.object({
  /** For example `0000:01:00.0`. */
  address: z.string(),
  /** Four hexadecimal digits each, for example `8086`, `1521`. */
  vendorId: fact(z.string()),
  deviceId: fact(z.string()),
  vendor: fact(z.string()),
  device: fact(z.string()),
  /** Six hexadecimal digits: base class, subclass, programming interface. */
  classId: fact(z.string()),
  className: fact(z.string()),
  driver: fact(z.string()),
  /** What is in one group can only be passed on together. */
  iommuGroup: fact(z.number().int()),
  node: fact(z.number().int()),
  problems: z.array(problem),
});
export type PciDevice = z.infer<typeof pciDevice>;

export const gpu = z.object({
  /** The kernel's name, for example `card0`; absent while no driver has taken the device. */
  name: z.string().optional(),
  /** Position on the PCI bus; absent for one that is not on it. */
  address: z.string().optional(),
  model: fact(z.string()),
  driver: fact(z.string()),
  /** `connected` means that a monitor answers. */
  connectors: z.array(z.object({ name: z.string(), status: fact(z.string()) })),
  problems: z.array(problem),
});
export type Gpu = z.infer<typeof gpu>;
