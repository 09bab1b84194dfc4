import * as z from 'zod';
import { priority, table } from './rules.ts';

const listing = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) });

/**
 * Whether the output of `nft -j list table inet bezel` is the table that `renderRules` makes. Anything that cannot be read is not; see
 * libnftables-json(5). Handles are the kernel's own numbers and do not count.
 */
export function areRulesAsWanted(json: string, inside: readonly string[]): boolean {
  const parsed = listing.safeParse(parseJson(json));
  if (!parsed.success) return false;
  const seen = parsed.data.nftables.filter((item) => !('metainfo' in item)).map(toText);
  const wanted = wantedItems(inside).map(toText);
  return seen.length === wanted.length && [...seen].sort().join() === [...wanted].sort().join();
}

const family = 'inet';

function wantedItems(inside: readonly string[]): Record<string, unknown>[] {
  const chain = (hook: string, policy: string) => ({
    chain: { family, table, name: hook, type: 'filter', hook, prio: priority, policy },
  });
  const drop = (name: string, key: string) => ({
    rule: {
      ...{ family, table, chain: name },
      expr: [{ match: { op: '!=', left: { meta: { key } }, right: '@inside' } }, { drop: null }],
    },
  });
  return [
    { table: { family, name: table } },
    { set: { family, name: 'inside', table, type: 'ifname', elem: [...inside].sort() } },
    chain('input', 'accept'),
    chain('output', 'accept'),
    chain('forward', 'drop'),
    drop('input', 'iifname'),
    drop('output', 'oifname'),
  ];
}

/** The same for the same item, in whatever order its keys and the elements of a set are. */
const toText = (item: unknown): string => JSON.stringify(sorted(item));

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

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
