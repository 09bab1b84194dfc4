import type { Change } from '../../../../contract/index.ts';
import type { SmbiosEntry, SmbiosSpec } from '../../spec.ts';
import { added, changed, quoted, removed, without } from './words.ts';

/** What becomes of the identity that the guest sees: `serial number "A" → "B"`. */
export function planSmbiosChanges(before: SmbiosSpec | null, after: SmbiosSpec | null): Change[] {
  if (before === null && after === null) return [];
  if (before === null) return [added('smbios', 'the guest sees the identity that the policy gives it')];
  if (after === null) return [removed('smbios', "the guest no longer sees an identity, only QEMU's own")];
  return [
    ...planGroup('', before.system, after.system),
    ...planGroup('board ', before.baseBoard, after.baseBoard),
    ...planGroup('chassis ', before.chassis, after.chassis),
    ...planGroup('firmware ', before.bios, after.bios),
    ...without(before.oemStrings, after.oemStrings).map((text) =>
      removed('smbios', `OEM string ${quoted(text)} is gone`),
    ),
    ...without(after.oemStrings, before.oemStrings).map((text) =>
      added('smbios', `OEM string ${quoted(text)} is new`),
    ),
  ];
}

function planGroup(of: string, before: readonly SmbiosEntry[], after: readonly SmbiosEntry[]): Change[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name) => {
    const was = before.find((entry) => entry.name === name)?.value;
    const is = after.find((entry) => entry.name === name)?.value;
    if (was === is) return [];
    const field = `${of}${words[name] ?? name}`;
    if (was === undefined) return [added('smbios', `${field}: nothing → ${quoted(is ?? '')}`)];
    if (is === undefined) return [removed('smbios', `${field} ${quoted(was)} → nothing`)];
    return [changed('smbios', `${field} ${quoted(was)} → ${quoted(is)}`)];
  });
}

/** libvirt's names in a technician's words. */
const words: Record<string, string> = {
  serial: 'serial number',
  product: 'product name',
  sku: 'SKU',
  asset: 'asset tag',
};
