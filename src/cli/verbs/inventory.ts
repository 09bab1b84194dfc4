import { hardwareSectionIds } from '../../client/hardware/sections.ts';
import type { InventorySection } from '../../contract/index.ts';
import type { Verb } from '../command/verb.ts';
import { renderInventory } from '../inventory-text.ts';

export const inventory: Verb = {
  path: ['inventory'],
  summary: 'Show the hardware of the box, or one part of it',
  details: [
    'What cannot be read is shown as unknown, which says nothing about its health.',
    'What has no room in a table is below its row; a wider terminal has more beside each other.',
    'With SECTION and --json, only that part of the inventory is printed.',
  ],
  args: [{ name: 'SECTION', required: false, values: hardwareSectionIds }],
  options: ['refresh'],
  examples: [
    'bezel inventory',
    'bezel inventory sensors --refresh',
    "bezel inventory disks --json | jq -r '.[].name'",
  ],
  run: async ({ client, out, args, options, signal }) => {
    const section = args[0] as InventorySection | undefined;
    const now = await client.call(options.refresh ? 'inventory.refresh' : 'inventory.get', {}, { signal });
    if (out.json) out.printJson(section === undefined ? now : now[section]);
    else out.print(renderInventory(now, section, out.columns));
    return undefined;
  },
};
