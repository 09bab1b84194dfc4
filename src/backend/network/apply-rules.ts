import type { Problem } from '../../contract/index.ts';
import type { RunCommand } from '../host/commands.ts';
import { areRulesAsWanted } from './parse-rules.ts';
import type { WantedRules } from './plan-rules.ts';
import { renderRules } from './render-rules.ts';
import { table } from './rules.ts';

export interface AppliedRules {
  problems: Problem[];
  /** `made`: there was none; `replaced`: it was another one. */
  did: 'nothing' | 'made' | 'replaced';
}

/** Looks at the host's packet filter and makes its table what it is to be, in one step. Never throws; doing it twice changes nothing. */
export async function applyRules(run: RunCommand, wanted: WantedRules): Promise<AppliedRules> {
  const seen = await run('nft', ['-j', 'list', 'table', 'inet', table]);
  if (seen.ok && areRulesAsWanted(seen.stdout, wanted)) return { problems: [], did: 'nothing' };
  // As an argument: of JSON, nft opens its standard input by name, which a socket does not allow.
  const written = await run('nft', ['-j', renderRules(wanted)]);
  if (!written.ok) return { problems: [failed(written.message)], did: 'nothing' };
  return { problems: [], did: seen.ok ? 'replaced' : 'made' };
}

const failed = (why: string): Problem => ({
  code: 'network.no-filter',
  severity: 'error',
  message: `The host's packet filter cannot be set up: ${why}`,
  hint: 'The host has no address on any wire all the same; see whether nft list ruleset works on the box',
});
