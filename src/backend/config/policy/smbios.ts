import * as z from 'zod';
import { toWantedForm } from '../smbios-form.ts';
import { checkSmbiosText } from '../smbios-text.ts';
import { printable } from './values.ts';

/** What libvirt takes in each group of `<sysinfo type='smbios'>`; the UUID is the domain's own element. */
export const smbiosKeys = {
  bios: ['vendor', 'version', 'date', 'release'],
  system: ['manufacturer', 'product', 'version', 'serial', 'sku', 'family'],
  baseBoard: ['manufacturer', 'product', 'version', 'serial', 'asset', 'location'],
  chassis: ['manufacturer', 'version', 'serial', 'asset', 'sku'],
} as const;

const meanings: Record<string, string> = {
  vendor: 'Who made the firmware.',
  version: 'Version.',
  date: 'The date of the firmware, `mm/dd/yyyy`.',
  release: 'The release of the firmware, two numbers with a dot: `2.17`.',
  manufacturer: 'Who made it.',
  product: 'What it is called.',
  serial: 'Serial number.',
  sku: 'Stock keeping unit.',
  family: 'Family of products.',
  asset: 'Asset tag.',
  location: 'Where in the chassis it is.',
};

/** An SMBIOS text: what is wrong with its holes, or with the form that libvirt wants, is said when the policy is read. */
const text = (toForm: (value: string) => string | undefined = () => undefined) =>
  printable.max(300).superRefine((value, context) => {
    const mistake = checkSmbiosText(value);
    if (mistake !== undefined)
      context.addIssue({ code: 'custom', message: mistake.message, params: { hint: mistake.hint } });
    const form = value === '' || hasHoles(value) ? undefined : toForm(value);
    if (form !== undefined) context.addIssue({ code: 'custom', message: `libvirt takes ${form} there` });
  });

const hasHoles = (value: string): boolean => /\{[{%]/.test(value);

function group<K extends string>(group: string, names: readonly K[], type: string) {
  const field = (name: string) =>
    text((value) => toWantedForm(group, name, value))
      .optional()
      .describe(meanings[name] ?? '');
  return z
    .strictObject(
      Object.fromEntries(names.map((name) => [name, field(name)])) as Record<K, ReturnType<typeof field>>,
    )
    .describe(
      `SMBIOS ${type}. A field that is not named has what \`guest.smbios.source\` says; an empty one has nothing of the box's.`,
    );
}

export const smbios = z
  .strictObject({
    source: z
      .enum(['inherit', 'none'])
      .default('inherit')
      .describe(
        "What fields have that are not named below. `inherit`: the box's own words. `none`: nothing of the box's, so that the guest sees QEMU's.",
      ),
    bios: group('bios', smbiosKeys.bios, 'type 0, the firmware').prefault({}),
    system: group('system', smbiosKeys.system, 'type 1, the system').prefault({}),
    baseBoard: group('baseBoard', smbiosKeys.baseBoard, 'type 2, the board').prefault({}),
    chassis: group('chassis', smbiosKeys.chassis, 'type 3, the chassis').prefault({}),
    oemStrings: z
      .array(text().meta({ title: 'text', description: 'An SMBIOS text.' }))
      .max(64)
      .optional()
      .describe("SMBIOS type 11. Without it: what `source` says, for the box's own. An empty list: none."),
  })
  .describe(
    'The identity that the guest sees, field by field. Fields are texts that may have holes for what the box says: `{{ system.serial }}`.',
  );
