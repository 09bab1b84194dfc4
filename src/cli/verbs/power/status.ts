import type { Verb } from '../../command/verb.ts';
import { renderPower } from '../../power-text.ts';

export const status: Verb = {
  path: ['power', 'status'],
  summary: 'Show what the box does when the guest stops, and what is under way',
  examples: ['bezel power', "bezel power --json | jq -r '.rules.halted.action'"],
  isDefault: true,
  run: async ({ client, out, signal }) => {
    const now = await client.call('power.get', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderPower(now, new Date()));
    return undefined;
  },
};
