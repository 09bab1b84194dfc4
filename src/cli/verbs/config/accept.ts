import { renderChanges } from '../../changes-text.ts';
import type { Verb } from '../../command/verb.ts';

export const accept: Verb = {
  path: ['config', 'accept'],
  summary: 'Accept what the next start changes',
  details: [
    'Ends the wait for a technician, and the use of the last good configuration: the next start uses what is rendered from the hardware and the policy.',
    'A guest that runs is left alone. Look first: bezel config diff.',
    'With CHANGES, the "nextId" of bezel config changes --json, no others are accepted.',
  ],
  args: [{ name: 'CHANGES', required: false }],
  examples: ['bezel config accept', 'bezel config accept && bezel guest start'],
  run: async ({ client, out, args: [changes], signal }) => {
    const query = changes === undefined ? {} : { changes };
    const answer = await client.call('config.accept', { query }, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderChanges(answer));
    return undefined;
  },
};
