import { type Fact, factValue, type Problem, type SmbiosInventory } from '../../../contract/index.ts';
import type { GuestPolicy, PolicyInForce } from '../../config/policy/policy.ts';
import { smbiosKeys } from '../../config/policy/smbios.ts';
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
      const mistake = refusal(group, name, value);
      if (mistake === undefined) return [{ name, value }];
      problems.push(unacceptable(`${group}.${name}`, value, mistake));
      return [];
    });
  const spec: SmbiosSpec = {
    bios: entries('bios'),
    system: entries('system'),
    baseBoard: entries('baseBoard'),
    chassis: entries('chassis'),
    oemStrings: (
      policy.oemStrings?.map((text, index) => fill(`oemStrings[${index}]`, text)) ??
      (policy.source === 'inherit' ? smbios.oemStrings : [])
    ).filter((text) => text !== ''),
  };
  const isEmpty = Object.values(spec).every((list) => list.length === 0);
  return { smbios: policy.source === 'none' && isEmpty ? null : spec, problems };
}

const toWords = (facts: Record<string, Fact<string>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, factValue(fact)]));

const inherited = (values: SmbiosValues, { source }: SmbiosPolicy, group: Group, name: string): string =>
  source === 'inherit' ? (values[group]?.[name] ?? '') : '';

/** What libvirt takes there, where it does not take the value. */
function refusal(group: Group, name: string, value: string): string | undefined {
  if (group !== 'bios') return undefined;
  if (name === 'date' && !isDate(value)) return 'mm/dd/yyyy';
  if (name === 'release' && !isRelease(value)) return 'two numbers up to 255 with a dot between them';
  return undefined;
}

const isRelease = (text: string): boolean =>
  /^\d{1,3}\.\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

function isDate(text: string): boolean {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{2}|\d{4})$/.exec(text) ?? [];
  if (month === undefined || day === undefined || year === undefined) return false;
  const fullYear = year.length === 2 ? 1900 + Number(year) : Number(year);
  return (
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 && fullYear >= 1900
  );
}

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
