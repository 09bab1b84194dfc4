import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderInventory } from '../../../src/cli/inventory-text.ts';
import { renderLine } from '../../../src/cli/output/text.ts';
import { hardwareSectionIds } from '../../../src/client/hardware/sections.ts';
import type { Inventory } from '../../../src/contract/index.ts';
import { inventoryFile, machineNames } from '../../support/machines.ts';

const read = (name: string) => JSON.parse(readFileSync(inventoryFile(name), 'utf8')) as Inventory;
/** Lines of problems are sentences and paths, which are not cut. */
const isProblem = (line: string) => /^ +(?:error|warning|hint:|at) /.test(line);

describe.each(machineNames)('the machine %s', (name) => {
  test('fits 80 columns, section by section', () => {
    for (const id of hardwareSectionIds) {
      const lines = renderInventory(read(name), id).map((line) => renderLine(line, false));
      expect(lines.length, id).toBeGreaterThan(0);
      for (const line of lines.filter((each) => !isProblem(each)))
        expect([...line].length, `${id}: ${line}`).toBeLessThanOrEqual(80);
    }
  });

  test('has every device in its section, and every problem beside it', () => {
    const inventory = read(name);
    const text = renderInventory(inventory)
      .map((line) => renderLine(line, false))
      .join('\n');
    const { nics, disks, opticalDrives, usb, pci, tpms, bmcs } = inventory;
    for (const each of [...nics, ...disks, ...opticalDrives, ...tpms, ...bmcs])
      expect(text).toContain(each.name);
    for (const { path } of usb) expect(text).toContain(path);
    for (const { address } of pci) expect(text).toContain(address);
    for (const each of [...nics, ...disks, ...usb, ...pci])
      for (const { message } of each.problems) expect(text).toContain(message);
  });
});
