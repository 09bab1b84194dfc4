import type { Verb } from '../../command/verb.ts';
import { renderConfig } from '../../config-text.ts';

export const show: Verb = {
  path: ['config', 'show'],
  summary: 'Show the configuration in force, and its problems',
  examples: ['bezel config', 'bezel config show --json'],
  isDefault: true,
  run: async ({ client, out, signal }) => {
    const answer = await client.call('config.get', {}, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderConfig(answer));
    return undefined;
  },
};
