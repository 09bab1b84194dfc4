import { type Fact, factValue, type SmbiosInventory } from '../../contract/index.ts';
import type { SmbiosEntry, SmbiosSpec } from './spec.ts';

/** What libvirt takes in each group; anything else of the box's is left out. The UUID is the domain's own element. */
const keys = {
  bios: ['vendor', 'version', 'date', 'release'],
  system: ['manufacturer', 'product', 'version', 'serial', 'sku', 'family'],
  baseBoard: ['manufacturer', 'product', 'version', 'serial', 'asset', 'location'],
  chassis: ['manufacturer', 'version', 'serial', 'asset', 'sku'],
} as const;

/** The box's SMBIOS as libvirt takes it. What the box does not say is left out: the guest then sees QEMU's own word. */
export function planSmbios(smbios: SmbiosInventory): SmbiosSpec {
  return {
    bios: toEntries(smbios.bios, keys.bios),
    system: toEntries(smbios.system, keys.system),
    baseBoard: toEntries(smbios.baseBoard, keys.baseBoard),
    chassis: toEntries(smbios.chassis, keys.chassis),
    oemStrings: smbios.oemStrings,
  };
}

function toEntries(facts: Record<string, Fact<string>>, names: readonly string[]): SmbiosEntry[] {
  return names.flatMap((name) => {
    const value = factValue(facts[name] ?? { state: 'unknown' });
    return value !== undefined && isAcceptable(name, value) ? [{ name, value }] : [];
  });
}

/** libvirt refuses a whole domain for a BIOS date that is not `mm/dd/yyyy` (or `yy`), or a release that is not two bytes. */
function isAcceptable(name: string, value: string): boolean {
  if (name === 'date') return isDate(value);
  if (name === 'release')
    return (
      value.split('.').length === 2 &&
      value.split('.').every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
    );
  return true;
}

function isDate(text: string): boolean {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{2}|\d{4})$/.exec(text) ?? [];
  if (month === undefined || day === undefined || year === undefined) return false;
  const fullYear = year.length === 2 ? 1900 + Number(year) : Number(year);
  return (
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 && fullYear >= 1900
  );
}
