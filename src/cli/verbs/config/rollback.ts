import { renderChanges } from '../../changes-text.ts';
import type { Verb } from '../../command/verb.ts';

export const rollback: Verb = {
  path: ['config', 'rollback'],
  summary: 'Use the last good configuration for the next starts',
  details: [
    'Whatever the hardware and the policy say meanwhile is not used before bezel config accept.',
    'A guest that runs is left alone.',
  ],
  examples: ['bezel config rollback', 'bezel config rollback && bezel guest start'],
  run: async ({ client, out, signal }) => {
    const answer = await client.call('config.rollback', {}, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderChanges(answer));
    return undefined;
  },
};
