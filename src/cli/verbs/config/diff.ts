import { renderDiff } from '../../changes-text.ts';
import type { Verb } from '../../command/verb.ts';

export const diff: Verb = {
  path: ['config', 'diff'],
  summary: 'Show what a start changes, in words and as XML',
  details: [
    'next: what the next start would change, compared with the last one; last: what the last start changed, compared with the one before.',
    'Ends with 0 whether there is a difference or not.',
  ],
  options: ['of'],
  examples: ['bezel config diff', 'bezel config diff --of last', 'bezel config diff --json | jq -r .xml'],
  run: async ({ client, out, options, signal }) => {
    const of = options.of === 'last' ? 'last' : 'next';
    const answer = await client.call('config.diff', { query: { of } }, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderDiff(answer));
    return undefined;
  },
};
