import type { HardwareSection } from '../client/hardware/model.ts';
import { describeHardware, describeSection } from '../client/hardware/sections.ts';
import type { Inventory, InventorySection } from '../contract/index.ts';
import { renderBlocks } from './hardware-text.ts';
import { formatFact, formatTime } from './output/format.ts';
import { renderProblemSection } from './output/problems.ts';
import { renderRows } from './output/table.ts';
import type { Line } from './output/text.ts';

/** The hardware of the box, or one part of it, in lines of `columns` columns, as `bezel inventory` prints it. */
export function renderInventory(inventory: Inventory, only?: InventorySection, columns = 80): Line[] {
  if (only !== undefined) return renderBlocks(describeSection(inventory, only).blocks, columns);
  const { hostname, kernel, takenAt, problems } = inventory;
  const section = ({ title, blocks }: HardwareSection): Line[] => [
    '',
    { text: title, tone: 'heading' },
    ...renderBlocks(blocks, columns),
  ];
  return [
    ...renderRows([
      ['Host', hostname],
      ['Kernel', formatFact(kernel)],
      ['Read', formatTime(takenAt)],
    ]),
    ...describeHardware(inventory).flatMap(section),
    ...renderProblemSection(problems),
  ];
}
