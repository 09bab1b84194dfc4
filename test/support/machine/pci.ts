import { linkTo, type MachineFiles } from './entries.ts';

/** `uevent` of a PCI device as the kernel writes it: the class without leading zeros, the numbers in capitals. */
export function pciUevent(classId: string, id: string, driver?: string): string {
  const lines = [
    ...(driver === undefined ? [] : [`DRIVER=${driver}`]),
    `PCI_CLASS=${classId.replace(/^0+/, '').toUpperCase()}`,
    `PCI_ID=${id.toUpperCase()}`,
    'PCI_SUBSYS_ID=0000:0000',
  ];
  return `${lines.join('\n')}\n`;
}

export interface PciInput {
  at: string;
  /** Six digits. */
  classId: string;
  id: string;
  driver?: string | undefined;
  group?: number;
  node?: number | undefined;
  /** A function that a driver made of this one. */
  physfn?: string;
}

export function pciDevice({ at, classId, id, driver, group, node, physfn }: PciInput): MachineFiles {
  const home = `/sys/devices/pci0000:00/${at}`;
  return {
    [`/sys/bus/pci/devices/${at}`]: linkTo(home),
    [`${home}/uevent`]: pciUevent(classId, id, driver),
    [`${home}/numa_node`]: `${node ?? -1}\n`,
    ...(group === undefined ? {} : { [`${home}/iommu_group`]: linkTo(`/sys/kernel/iommu_groups/${group}`) }),
    ...(group === undefined ? {} : { [`/sys/kernel/iommu_groups/${group}/type`]: 'DMA\n' }),
    ...(physfn === undefined ? {} : { [`${home}/physfn`]: linkTo(`/sys/devices/pci0000:00/${physfn}`) }),
  };
}
