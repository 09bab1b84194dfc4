import {
  type Fact,
  factValue,
  type Problem,
  plainText,
  type SmbiosInventory,
} from '../../../contract/index.ts';
import type { GuestPolicy, PolicyInForce } from '../../config/policy/policy.ts';
import { smbiosKeys } from '../../config/policy/smbios.ts';
import { toWantedForm } from '../../config/smbios-form.ts';
import { renderSmbiosText, type SmbiosValues } from '../../config/smbios-text.ts';
import type { SmbiosEntry, SmbiosSpec } from '../spec.ts';
import { warning } from './plan-problem.ts';

type Group = keyof typeof smbiosKeys;
type SmbiosPolicy = GuestPolicy['smbios'];

/**
 * The identity that the guest sees, field by field: the policy's text, else the box's own. What neither says is left out: the guest then sees
 * QEMU's own word. So is what libvirt would refuse the whole domain for, with a problem.
 */
export function planSmbios(
  smbios: SmbiosInventory,
  policy: SmbiosPolicy,
  product: PolicyInForce['product'],
): { smbios: SmbiosSpec | null; problems: Problem[] } {
  const values: SmbiosValues = {
    bios: toWords(smbios.bios),
    system: toWords(smbios.system),
    baseBoard: toWords(smbios.baseBoard),
    chassis: toWords(smbios.chassis),
    product,
  };
  const problems: Problem[] = [];
  const fill = (field: string, text: string): string => {
    const filled = renderSmbiosText(text, values);
    if (filled.ok) return filled.text;
    problems.push(unfilled(field, filled.message));
    return '';
  };
  const entries = (group: Group): SmbiosEntry[] =>
    smbiosKeys[group].flatMap((name) => {
      const text = (policy[group] as Record<string, string | undefined>)[name];
      const value =
        text === undefined ? inherited(values, policy, group, name) : fill(`${group}.${name}`, text);
      if (value === '') return [];
      const wanted = toWantedForm(group, name, value);
      if (wanted === undefined) return [{ name, value }];
      problems.push(unacceptable(`${group}.${name}`, value, wanted));
      return [];
    });
  const spec: SmbiosSpec = {
    bios: entries('bios'),
    system: entries('system'),
    baseBoard: entries('baseBoard'),
    chassis: entries('chassis'),
    oemStrings: (
      policy.oemStrings?.map((text, index) => fill(`oemStrings[${index}]`, text)) ??
      (policy.source === 'inherit' ? smbios.oemStrings.map((text) => plainText(text).trim()) : [])
    ).filter((text) => text !== ''),
  };
  const isEmpty = Object.values(spec).every((list) => list.length === 0);
  return { smbios: policy.source === 'none' && isEmpty ? null : spec, problems };
}

/** Cleaned here too: a spec is shown wherever it differs from another. */
const toWords = (facts: Record<string, Fact<string>>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, plainText(factValue(fact) ?? '').trim()]),
  );

const inherited = (values: SmbiosValues, { source }: SmbiosPolicy, group: Group, name: string): string =>
  source === 'inherit' ? (values[group]?.[name] ?? '') : '';

const unacceptable = (field: string, value: string, wanted: string): Problem =>
  warning(
    'guest.smbios-value',
    `The guest does not get the SMBIOS field ${field}: libvirt does not take "${value}" there`,
    `It takes ${wanted}; guest.smbios.${field} of the policy can say so`,
  );

const unfilled = (field: string, message: string): Problem =>
  warning(
    'guest.smbios-text',
    `The guest does not get the SMBIOS field ${field}: ${message}`,
    `Correct guest.smbios.${field} of the policy`,
  );
