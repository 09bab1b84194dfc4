import type { Inventory, PciDevice } from '../../contract/index.ts';
import { cell, either, joined, plain } from './cells.ts';
import type { Block } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describePci = ({ pci }: Inventory): Block[] => [
  toTable(pci, columns, { none: 'No PCI device is seen.', problems: ({ problems }) => problems }),
];

const columns: ColumnOf<PciDevice>[] = [
  { title: 'Address', rank: 0, most: 16, cell: ({ address }) => plain(address, 'main') },
  { title: 'Class', rank: 1, most: 32, cell: ({ className, classId }) => either(className, classId) },
  { title: 'Driver', rank: 2, most: 16, cell: ({ driver }) => cell(driver) },
  { title: 'Device', rank: 3, most: 70, cell: ({ vendor, device }) => joined(vendor, device) },
  { title: 'ID', rank: 4, most: 9, cell: ({ vendorId, deviceId }) => joined(vendorId, deviceId, ':') },
  { title: 'IOMMU group', rank: 5, most: 11, align: 'right', cell: ({ iommuGroup }) => cell(iommuGroup) },
  { title: 'Node', rank: 6, most: 8, align: 'right', cell: ({ node }) => cell(node) },
];
