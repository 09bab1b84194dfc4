import type { Inventory, InventorySection } from '../../contract/index.ts';
import { describeBmcs } from './bmcs.ts';
import { describeCpu } from './cpu.ts';
import { describeDisks } from './disks.ts';
import { describeFirmware } from './firmware.ts';
import { describeGpus } from './gpus.ts';
import { describeMemory } from './memory.ts';
import type { Block, HardwareSection } from './model.ts';
import { describeNics } from './nics.ts';
import { describeOpticalDrives } from './optical-drives.ts';
import { describePci } from './pci.ts';
import { describeSensors } from './sensors.ts';
import { describeSmbios } from './smbios.ts';
import { describeTpms } from './tpms.ts';
import { describeUsb } from './usb.ts';

interface Description {
  title: string;
  describe(inventory: Inventory): Block[];
}

/** What is told of each section, in the order in which they are shown. */
const descriptions: Record<InventorySection, Description> = {
  cpu: { title: 'Processors', describe: describeCpu },
  memory: { title: 'Memory', describe: describeMemory },
  nics: { title: 'NICs', describe: describeNics },
  disks: { title: 'Disks', describe: describeDisks },
  opticalDrives: { title: 'Optical drives', describe: describeOpticalDrives },
  usb: { title: 'USB', describe: describeUsb },
  pci: { title: 'PCI', describe: describePci },
  gpus: { title: 'Graphics', describe: describeGpus },
  firmware: { title: 'Firmware', describe: describeFirmware },
  tpms: { title: 'TPM', describe: describeTpms },
  sensors: { title: 'Sensors', describe: describeSensors },
  bmcs: { title: 'Management', describe: describeBmcs },
  smbios: { title: 'SMBIOS', describe: describeSmbios },
};

/** The sections by the names that the contract gives them. */
export const hardwareSectionIds = Object.keys(descriptions) as InventorySection[];

export function describeSection(inventory: Inventory, id: InventorySection): HardwareSection {
  const { title, describe } = descriptions[id];
  const part: unknown = inventory[id];
  return { id, title, count: Array.isArray(part) ? part.length : undefined, blocks: describe(inventory) };
}

/** Everything that the box is made of, as every view shows it: the CLI, the screen, and whatever searches. */
export const describeHardware = (inventory: Inventory): HardwareSection[] =>
  hardwareSectionIds.map((id) => describeSection(inventory, id));
