import { renderStarts } from '../../changes-text.ts';
import { parseCount } from '../../command/parse-count.ts';
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
    const query =
      options.limit === undefined ? {} : { limit: parseCount(starts, '--limit', options.limit, MOST) };
    const answer = await client.call('config.starts', { query }, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderStarts(answer.starts));
    return undefined;
  },
};
