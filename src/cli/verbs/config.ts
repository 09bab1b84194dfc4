import type { Verb } from '../command/verb.ts';
import { renderConfig } from '../config-text.ts';
import { EXIT } from '../exit.ts';

const verb = (
  name: 'show' | 'reload',
  call: 'config.get' | 'config.reload',
  rest: Pick<Verb, 'summary' | 'examples'> & Partial<Verb>,
): Verb => ({
  path: ['config', name],
  ...rest,
  run: async ({ client, out, signal }) => {
    const answer = await client.call(call, {}, { signal });
    if (out.json) out.printJson(answer);
    else out.print(renderConfig(answer));
    return name === 'reload' && answer.inForce !== 'policy' ? EXIT.failed : EXIT.done;
  },
});

export const config: Verb[] = [
  verb('show', 'config.get', {
    summary: 'Show the configuration in force, and its problems',
    examples: ['bezel config', 'bezel config show --json'],
    isDefault: true,
  }),
  verb('reload', 'config.reload', {
    summary: 'Read the policy file again',
    details: ['Ends with 1 when the file cannot be used; the last good policy then stays in force.'],
    examples: ['bezel config reload'],
  }),
];
