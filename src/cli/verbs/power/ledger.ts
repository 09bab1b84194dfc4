import { usage } from '../../command/command-line.ts';
import type { Verb } from '../../command/verb.ts';
import { renderLedger } from '../../power-text.ts';

/** As many as one answer of the API may hold. */
const MOST = 200;

export const ledger: Verb = {
  path: ['power', 'ledger'],
  summary: 'List the stops of the guest, newest first, and what came of each',
  details: [
    'At most 200 at a time. --before N goes on where another list has ended.',
    '--evidence shows below each what was seen of it, and what went wrong. --json has it always.',
  ],
  options: ['limit', 'before', 'evidence'],
  examples: ['bezel power ledger --evidence', 'bezel power ledger --limit 100 --before 420 --json'],
  run: async ({ client, out, options, signal }) => {
    const limit = toNumber(options.limit, '--limit', MOST);
    const before = toNumber(options.before, '--before', Number.MAX_SAFE_INTEGER);
    const query = { ...(limit !== undefined && { limit }), ...(before !== undefined && { before }) };
    const page = await client.call('power.ledger', { query }, { signal });
    if (out.json) out.printJson(page);
    else out.print(renderLedger(page.entries, options.evidence === true));
    return undefined;
  },
};

function toNumber(text: string | undefined, option: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  const range = most === MOST ? `a number from 1 to ${MOST}` : 'the number of a stop';
  if (value < 1 || value > most) throw usage(ledger, `${option} is ${range}, not '${text}'`);
  return value;
}
