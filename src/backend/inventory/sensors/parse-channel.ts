import type { Sensor } from '../../../contract/index.ts';

type Kind = Sensor['kind'];

/** One input of a chip. */
export interface Channel {
  kind: Kind;
  /** The kernel's word, for example `temp1`. */
  name: string;
  /** Which of its attributes the chip has, for example `label`, `max`, `crit_alarm`. */
  attributes: ReadonlySet<string>;
}

/** The kernel's Documentation/hwmon/sysfs-interface.rst: attributes count in millionths or thousandths, fans in revolutions. */
const kinds: Record<string, { kind: Kind; unit: number }> = {
  temp: { kind: 'temperature', unit: 1000 },
  fan: { kind: 'fan', unit: 1 },
  in: { kind: 'voltage', unit: 1000 },
  curr: { kind: 'current', unit: 1000 },
  power: { kind: 'power', unit: 1_000_000 },
  humidity: { kind: 'humidity', unit: 1000 },
};
const order = Object.values(kinds).map(({ kind }) => kind);
const units = new Map(Object.values(kinds).map(({ kind, unit }) => [kind, unit]));
/** More than any chip has. */
const maxChannels = 256;

/** The inputs of a chip by the names in its folder: temperatures first, then by number. Without `input` or `average` there is nothing to show. */
export function parseChannels(names: readonly string[]): Channel[] {
  const channels = new Map<string, { kind: Kind; number: number; attributes: Set<string> }>();
  for (const file of names) {
    const [, word = '', digits = '', attribute = ''] = /^([a-z]+)(\d{1,4})_([a-z_]+)$/.exec(file) ?? [];
    const kind = Object.hasOwn(kinds, word) ? kinds[word]?.kind : undefined;
    if (kind === undefined) continue;
    const channel = channels.get(word + digits) ?? { kind, number: Number(digits), attributes: new Set() };
    channels.set(word + digits, channel);
    channel.attributes.add(attribute);
  }
  return [...channels]
    .map(([name, channel]) => ({ name, ...channel }))
    .filter(({ attributes }) => toInput(attributes) !== undefined)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.number - b.number)
    .slice(0, maxChannels)
    .map(({ kind, name, attributes }) => ({ kind, name, attributes }));
}

/** The attribute that has the value: meters of power often give an average only. */
export const toInput = (attributes: ReadonlySet<string>): 'input' | 'average' | undefined =>
  attributes.has('input') ? 'input' : attributes.has('average') ? 'average' : undefined;

/** `alarm`, and those of single limits such as `crit_alarm`. */
export const toAlarms = (attributes: ReadonlySet<string>): string[] =>
  [...attributes].filter((name) => /^([a-z]+_)?alarm$/.test(name)).sort();

/** An attribute's number in the unit that the contract has for the kind. */
export function parseValue(text: string, kind: Kind): number | undefined {
  const digits = text.trim();
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) / (units.get(kind) ?? 1) : undefined;
}

/** As `parseValue`. Drives without a limit say the end of their scale (-273 °C, 65262 °C), which is none. */
export function parseLimit(text: string, kind: Kind): number | undefined {
  const value = parseValue(text, kind);
  if (value === undefined || kind !== 'temperature') return value;
  return value > -273 && value < 1000 ? value : undefined;
}
