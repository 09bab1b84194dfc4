import * as z from 'zod';
import { parseJson } from '../engine/parse-json.ts';
import { planRules, type WantedRules } from './plan-rules.ts';

const listing = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) });

/**
 * Whether the output of `nft -j list table inet bezel` is the table that `renderRules` makes. Anything that cannot be read is not; see
 * libnftables-json(5). Handles are the kernel's own numbers and do not count, and nor does the order of anything but rules.
 */
export function areRulesAsWanted(json: string, wanted: WantedRules): boolean {
  const parsed = listing.safeParse(parseJson(json));
  if (!parsed.success) return false;
  return toText(parsed.data.nftables.filter((item) => !('metainfo' in item))) === toText(planRules(wanted));
}

/** The same for the same table. Rules come chain by chain, in the order in which they are asked. */
function toText(items: readonly object[]): string {
  const isRule = (item: object): boolean => 'rule' in item;
  const rules = items.filter(isRule).map((item) => JSON.stringify(sorted(item)));
  const others = items.filter((item) => !isRule(item)).map((item) => JSON.stringify(sorted(item)));
  const chainOf = (text: string): string => /"chain":"([^"]*)"/.exec(text)?.[1] ?? '';
  const inChains = rules.sort((a, b) => (chainOf(a) < chainOf(b) ? -1 : chainOf(a) > chainOf(b) ? 1 : 0));
  return [...others.sort(), ...inChains].join('\n');
}

/** In whatever order keys, and the elements of a set, are. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'string') ? [...value].sort() : value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'handle')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
