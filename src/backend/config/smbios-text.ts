import { Liquid, type Template } from 'liquidjs';
import { plainText } from '../../contract/index.ts';
import { suggest } from './suggest.ts';

/**
 * What the holes of an SMBIOS text can be filled with: the box's own words by libvirt's names, and the policy's words for the product. What
 * is absent, or nothing but a placeholder of the firmware's, is left out or empty.
 */
export type SmbiosValues = Partial<Record<Group, Readonly<Record<string, string | undefined>>>>;
type Group = keyof typeof smbiosVariables;

/** All variables of SMBIOS texts: `{{ system.serial }}`. */
export const smbiosVariables = {
  bios: ['vendor', 'version', 'date', 'release'],
  system: ['manufacturer', 'product', 'version', 'serial', 'uuid', 'sku', 'family'],
  baseBoard: ['manufacturer', 'product', 'version', 'serial', 'asset', 'location'],
  chassis: ['manufacturer', 'version', 'serial', 'asset', 'sku'],
  product: ['vendor', 'name'],
} as const;

const variables = Object.entries(smbiosVariables).flatMap(([group, names]) =>
  names.map((name) => `${group}.${name}`),
);

/** Liquid's own filters for text that give the same at every start; `known` is ours. */
export const smbiosFilters = [
  ...['append', 'prepend', 'upcase', 'downcase', 'capitalize', 'strip', 'lstrip', 'rstrip', 'remove'],
  ...['remove_first', 'remove_last', 'replace', 'replace_first', 'replace_last', 'slice', 'split', 'first'],
  ...['last', 'join', 'truncate', 'default', 'known'],
];
const tags = new Set(['if', 'unless', 'case']);

export interface SmbiosMistake {
  /** What is wrong, to be read after "…: ". */
  message: string;
  hint: string;
}

/** What is wrong with an SMBIOS text of the policy, found without knowing any box; `undefined` when it can be used. */
export function checkSmbiosText(text: string): SmbiosMistake | undefined {
  const engine = makeEngine();
  try {
    const parsed = engine.parse(text);
    const wrong = engine.globalVariableSegmentsSync(parsed).map(toVariable).find(isUnknown);
    if (wrong !== undefined) return toUnknownVariable(wrong);
    // Whatever still fails (an argument that a filter can't use) fails with any values.
    for (const value of ['', 'x'])
      engine.renderSync(
        parsed,
        toScope(() => value),
      );
    return undefined;
  } catch (error) {
    return toMistake(toMessage(error));
  }
}

function toUnknownVariable(variable: string): SmbiosMistake {
  const [group = ''] = variable.split('.');
  const names = Object.hasOwn(smbiosVariables, group) ? smbiosVariables[group as Group] : undefined;
  const all =
    names === undefined
      ? `Variables begin with ${Object.keys(smbiosVariables).join(', ')}; docs/configuration.md has them all`
      : `There are ${names.map((name) => `${group}.${name}`).join(', ')}`;
  const message = `there is no variable ${plainText(variable).slice(0, 64)}`;
  return { message, hint: toHint(suggest(variable, variables), all) };
}

/** Liquid's words, in ours where an operator meets them. */
function toMistake(said: string): SmbiosMistake {
  const [, filter] = /^undefined filter: (\S+)/.exec(said) ?? [];
  if (filter !== undefined)
    return {
      message: `there is no filter ${filter}`,
      hint: toHint(suggest(filter, smbiosFilters), 'docs/configuration.md lists the filters'),
    };
  const [, tag] = /^tag "(.*)" not found/.exec(said) ?? [];
  if (tag !== undefined)
    return { message: `there is no tag ${tag}`, hint: `Tags are ${[...tags].join(', ')}` };
  return { message: said, hint: 'A hole is written {{ system.serial }}' };
}

const toHint = (meant: string | undefined, all: string): string =>
  meant === undefined ? all : `Did you mean ${meant}?`;

export type RenderedSmbiosText = { ok: true; text: string } | { ok: false; message: string };

/**
 * An SMBIOS text with its holes filled in: one line without control characters or surrounding space. Variables without a value are empty.
 * A text that `checkSmbiosText` accepts fails only when a value of this box does not suit a filter.
 */
export function renderSmbiosText(text: string, values: SmbiosValues): RenderedSmbiosText {
  const engine = makeEngine();
  try {
    const parsed: Template[] = engine.parse(text);
    const scope = toScope((group, name) => values[group]?.[name] ?? '');
    return { ok: true, text: plainText(String(engine.renderSync(parsed, scope))).trim() };
  } catch (error) {
    return { ok: false, message: toMessage(error) };
  }
}

function makeEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    parseLimit: 4096,
    memoryLimit: 100_000,
  });
  for (const name of Object.keys(engine.filters))
    if (!smbiosFilters.includes(name)) delete engine.filters[name];
  for (const name of Object.keys(engine.tags)) if (!tags.has(name)) delete engine.tags[name];
  engine.registerFilter('known', (value: unknown, fallback: unknown) =>
    String(value ?? '').trim() === '' ? fallback : value,
  );
  return engine;
}

const toScope = (toValue: (group: Group, name: string) => string): object =>
  Object.fromEntries(
    Object.entries(smbiosVariables).map(([group, names]) => [
      group,
      Object.fromEntries(names.map((name) => [name, toValue(group as Group, name)])),
    ]),
  );

const toVariable = (segments: readonly unknown[]): string =>
  segments.map((segment) => (Array.isArray(segment) ? '[…]' : String(segment))).join('.');
const isUnknown = (variable: string): boolean => !variables.includes(variable);

/** Liquid repeats the place at the end of its message, and shows the template below. */
function toMessage(error: unknown): string {
  const said = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  return plainText(said.replace(/, line:\d+, col:\d+$/, '')).slice(0, 200);
}
