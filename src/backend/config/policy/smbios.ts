import * as z from 'zod';
import { printable } from './values.ts';

const field = printable
  .max(300)
  .optional()
  .describe(
    "What the guest sees there: text, with holes such as `{{ system.serial }}` for the box's own. Empty: nothing. Without it: the box's own.",
  );
const group = <K extends string>(names: readonly K[], type: string) =>
  z
    .strictObject(Object.fromEntries(names.map((name) => [name, field])) as Record<K, typeof field>)
    .describe(`Fields of SMBIOS ${type}.`);

/** What libvirt takes in each group of `<sysinfo type='smbios'>`; the UUID is the domain's own element. */
export const smbiosKeys = {
  bios: ['vendor', 'version', 'date', 'release'],
  system: ['manufacturer', 'product', 'version', 'serial', 'sku', 'family'],
  baseBoard: ['manufacturer', 'product', 'version', 'serial', 'asset', 'location'],
  chassis: ['manufacturer', 'version', 'serial', 'asset', 'sku'],
} as const;

export const smbios = z
  .strictObject({
    source: z
      .enum(['inherit', 'none'])
      .default('inherit')
      .describe(
        "What fields have that are not named here. `inherit`: the box's own. `none`: nothing, so that the guest sees QEMU's.",
      ),
    bios: group(smbiosKeys.bios, 'type 0, the firmware').prefault({}),
    system: group(smbiosKeys.system, 'type 1, the system').prefault({}),
    baseBoard: group(smbiosKeys.baseBoard, 'type 2, the board').prefault({}),
    chassis: group(smbiosKeys.chassis, 'type 3, the chassis').prefault({}),
    oemStrings: z
      .array(printable.max(300).describe('One text.'))
      .max(64)
      .optional()
      .describe("SMBIOS type 11: texts, with holes as above. Without it: the box's own."),
  })
  .describe('The identity that the guest sees, field by field.');
