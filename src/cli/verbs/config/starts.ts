import { renderStarts } from '../../changes-text.ts';
import { usage } from '../../command/command-line.ts';
import type { Verb } from '../../command/verb.ts';

/** As many as one answer of the API may hold. */
const MOST = 100;

export const starts: Verb = {
  path: ['config', 'starts'],
  summary: 'List the starts of the guest, newest first',
  details: [
    'Below each is what it changed, and why it failed or was not as it should be. At most 100 at a time.',
  ],
  options: ['limit'],
  examples: ['bezel config starts', 'bezel config starts --limit 5 --json'],
  run: async ({ client, out, options, signal }) => {
    const query = options.limit === undefined ? {} : { limit: toLimit(options.limit) };
    const answer = await client.call('config.starts', { query }, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderStarts(answer.starts));
    return undefined;
  },
};

function toLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST) throw usage(starts, `--limit is a number from 1 to ${MOST}, not '${text}'`);
  return limit;
}
