import { planRules, type WantedRules } from './plan-rules.ts';
import { table } from './rules.ts';

/** The table as the argument of `nft -j`, which replaces the one that is there in one transaction. */
export function renderRules(wanted: WantedRules): string {
  const own = { table: { family: 'inet', name: table } };
  const commands = [{ add: own }, { delete: own }, ...planRules(wanted).map((item) => ({ add: item }))];
  return JSON.stringify({ nftables: commands });
}
