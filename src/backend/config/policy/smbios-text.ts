import { plainText } from '../../../contract/index.ts';
import { liquidMessage, strictLiquid } from '../../engine/liquid.ts';
import { smbiosKeys } from './smbios.ts';

/** The values that a text of `guest.smbios` may use: `{{ system.serial }}`. What the box does not say is empty. */
export type SmbiosValues = Record<keyof typeof smbiosKeys, Record<string, string>>;

/** All values by the names that they have in a text, from what `read` knows of each. */
export function smbiosValues(
  read: (group: keyof SmbiosValues, name: string) => string | undefined,
): SmbiosValues {
  const values = (group: keyof SmbiosValues, names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, read(group, name) ?? '']));
  return {
    bios: values('bios', smbiosKeys.bios),
    system: values('system', [...smbiosKeys.system, 'uuid']),
    baseBoard: values('baseBoard', smbiosKeys.baseBoard),
    chassis: values('chassis', smbiosKeys.chassis),
  };
}

export type SmbiosText = { ok: true; text: string } | { ok: false; message: string };

/** Fills the holes of a text. Control characters and the space around are taken out, as when the box's own are read. */
export function renderSmbiosText(text: string, values: SmbiosValues): SmbiosText {
  try {
    const rendered = strictLiquid((value) => String(value ?? '')).parseAndRenderSync(text, values) as string;
    return { ok: true, text: plainText(rendered).trim() };
  } catch (error) {
    return { ok: false, message: plainText(liquidMessage(error)) };
  }
}

/** What is wrong with a text of the policy, whatever the box says: `undefined` for one that can be filled. */
export function smbiosTextMistake(text: string): string | undefined {
  const rendered = renderSmbiosText(
    text,
    smbiosValues(() => ''),
  );
  return rendered.ok ? undefined : rendered.message;
}
