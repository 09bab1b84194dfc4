import { readFileSync } from 'node:fs';
import type { Inventory } from '../../src/contract/index.ts';
import { inventoryFile } from './machines.ts';

/** The inventory of a machine of test/fixtures/machines. */
export const readMachineInventory = (machine: string): Inventory =>
  JSON.parse(readFileSync(inventoryFile(machine), 'utf8')) as Inventory;
