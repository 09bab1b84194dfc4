import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { LabError } from './errors.ts';

/** The fields QEMU takes for each SMBIOS type, by QEMU's own names. */
const fieldsOf = {
  '0': ['vendor', 'version', 'date', 'release'],
  '1': ['manufacturer', 'product', 'version', 'serial', 'uuid', 'sku', 'family'],
  '2': ['manufacturer', 'product', 'version', 'serial', 'asset', 'location'],
  '3': ['manufacturer', 'version', 'serial', 'asset', 'sku'],
} as const;

type Field = keyof typeof fieldsOf;

const text = z.union([z.string(), z.number()]).transform(String);

function tableSchema<T extends Field>(type: T) {
  const names = fieldsOf[type] as readonly (typeof fieldsOf)[T][number][];
  return z.partialRecord(z.enum(names), text);
}

/** The box's identity: SMBIOS types 0 to 3, and the OEM strings of type 11. */
export const smbiosSchema = z.strictObject({
  '0': tableSchema('0').optional(),
  '1': tableSchema('1').optional(),
  '2': tableSchema('2').optional(),
  '3': tableSchema('3').optional(),
  '11': z.strictObject({ values: z.array(text) }).optional(),
});

export type Smbios = z.input<typeof smbiosSchema>;

/** The identity of a box that was given none. */
export const plainSmbios: Smbios = {
  '0': { vendor: 'Bezel Lab', version: '1.0', date: '01/01/2026' },
  '1': {
    manufacturer: 'Example Machines',
    product: 'Lab Box',
    version: '1',
    serial: 'LAB-0001',
    sku: 'LB1',
    family: 'Lab',
  },
  '2': { manufacturer: 'Example Machines', product: 'Lab Board', version: 'A', serial: 'LAB-B-0001' },
  '3': { manufacturer: 'Example Machines', version: '1', serial: 'LAB-C-0001', asset: 'ASSET-1' },
};

/** The `-smbios` arguments for an identity. A comma inside a value is doubled, as QEMU wants it. Pure. */
export function planSmbiosArgs(smbios: Smbios): string[] {
  const known = smbiosSchema.parse(smbios);
  const tables = Object.entries(fieldsOf).flatMap(([type, names]) => {
    const table: Partial<Record<string, string>> = known[type as Field] ?? {};
    const given = names.flatMap((name) =>
      table[name] === undefined ? [] : [`${name}=${escapeCommas(table[name])}`],
    );
    return given.length === 0 ? [] : [[`type=${type}`, ...given].join(',')];
  });
  const values = known['11']?.values ?? [];
  const oemStrings =
    values.length === 0
      ? []
      : [['type=11', ...values.map((value) => `value=${escapeCommas(value)}`)].join(',')];
  return [...tables, ...oemStrings].flatMap((argument) => ['-smbios', argument]);
}

/** Reads an identity from a YAML or JSON file. Throws a LabError that names the file and what is wrong in it. */
export async function readSmbiosFile(path: string): Promise<Smbios> {
  try {
    const parsed = smbiosSchema.safeParse(parse(await readFile(path, 'utf8')));
    if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
    return parsed.data;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LabError('smbios', `${path} is not an SMBIOS file: ${why}`, {
      hint: 'for example {"1": {"manufacturer": "ACME & Sons", "product": "Box"}, "11": {"values": ["a"]}}',
      cause,
    });
  }
}

function escapeCommas(value: string): string {
  return value.replaceAll(',', ',,');
}
