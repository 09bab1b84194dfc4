import { renderChanges } from '../../changes-text.ts';
import type { Verb } from '../../command/verb.ts';

export const changes: Verb = {
  path: ['config', 'changes'],
  summary: 'Show what the last start changed, and the next would',
  details: [
    'Ends with 0 whatever there is; scripts find out whether changes wait for a technician by "held" in the JSON.',
  ],
  examples: ['bezel config changes', "bezel config changes --json | jq -e '.held | not'"],
  run: async ({ client, out, signal }) => {
    const answer = await client.call('config.changes', {}, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderChanges(answer));
    return undefined;
  },
};
