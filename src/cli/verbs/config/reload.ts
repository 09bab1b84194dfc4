import type { Verb } from '../../command/verb.ts';
import { renderConfig } from '../../config-text.ts';
import { EXIT } from '../../exit.ts';

export const reload: Verb = {
  path: ['config', 'reload'],
  summary: 'Read the policy file again',
  details: ['Ends with 1 when the file cannot be used; the last good policy then stays in force.'],
  examples: ['bezel config reload'],
  run: async ({ client, out, signal }) => {
    const answer = await client.call('config.reload', {}, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderConfig(answer));
    return answer.inForce === 'policy' ? EXIT.done : EXIT.failed;
  },
};
