import type { Inventory, SmbiosInventory } from '../../contract/index.ts';
import { field, plain } from './cells.ts';
import type { Block } from './model.ts';

/** libvirt's names, which a person may not read at once. */
const LABELS: Record<string, string> = { uuid: 'UUID', sku: 'SKU', asset: 'Asset tag' };

export function describeSmbios({ smbios }: Inventory): Block[] {
  const { oemStrings } = smbios;
  return [
    ...group('System', smbios.system),
    ...group('Base board', smbios.baseBoard),
    ...group('Chassis', smbios.chassis),
    ...smbios.otherBaseBoards.flatMap((board, i) => group(`Further board ${i + 1}`, board)),
    ...smbios.otherChassis.flatMap((chassis, i) => group(`Further chassis ${i + 1}`, chassis)),
    ...group('BIOS', smbios.bios),
    ...(oemStrings.length === 0
      ? []
      : [
          {
            kind: 'fields' as const,
            title: 'OEM strings',
            fields: oemStrings.map((text, i) => ({ label: String(i + 1), cell: plain(text) })),
          },
        ]),
  ];
}

function group(title: string, facts: SmbiosInventory['system']): Block[] {
  const fields = Object.entries(facts).map(([name, fact]) => field(toLabel(name), fact));
  return fields.length === 0 ? [] : [{ kind: 'fields', title, fields }];
}

const toLabel = (name: string): string =>
  Object.hasOwn(LABELS, name) ? (LABELS[name] ?? name) : name.charAt(0).toUpperCase() + name.slice(1);
