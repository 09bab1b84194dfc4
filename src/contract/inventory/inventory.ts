import * as z from 'zod';
import { fact } from '../fact.ts';
import { problem } from '../problem.ts';
import { bmc, firmwareInventory, sensor, smbiosInventory, tpm } from './board.ts';
import { cpuInventory } from './cpu.ts';
import { memoryInventory } from './memory.ts';
import { nic } from './nic.ts';
import { gpu, pciDevice } from './pci.ts';
import { disk, opticalDrive } from './storage.ts';
import { usbDevice } from './usb.ts';

/** Everything that the box is made of. Lists are in the order of places on the buses. */
export const inventory = z.object({
  takenAt: z.iso.datetime(),
  hostname: z.string(),
  kernel: fact(z.string()),
  firmware: firmwareInventory,
  cpu: cpuInventory,
  memory: memoryInventory,
  nics: z.array(nic),
  disks: z.array(disk),
  opticalDrives: z.array(opticalDrive),
  usb: z.array(usbDevice),
  pci: z.array(pciDevice),
  gpus: z.array(gpu),
  tpms: z.array(tpm),
  sensors: z.array(sensor),
  bmcs: z.array(bmc),
  smbios: smbiosInventory,
  problems: z.array(problem),
});
export type Inventory = z.infer<typeof inventory>;

export const inventorySection = z.enum([
  'cpu',
  'memory',
  'nics',
  'disks',
  'opticalDrives',
  'usb',
  'pci',
  'gpus',
  'firmware',
  'tpms',
  'sensors',
  'bmcs',
  'smbios',
]);
export type InventorySection = z.infer<typeof inventorySection>;
