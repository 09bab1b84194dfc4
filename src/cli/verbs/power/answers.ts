import type { Verb } from '../../command/verb.ts';
import { confirm } from '../../confirm.ts';
import { renderAfter } from '../../power-text.ts';

const CUT = "this cuts the guest's power, and what it has not written is lost";

export const force: Verb = {
  path: ['power', 'force'],
  summary: 'Cut the power of a guest that has not stopped within its time, and go on',
  details: [
    'What was asked for follows: the box powers off or reboots, or the guest is started again.',
    `Asks first, since ${CUT}; without a terminal it is refused unless --yes is given.`,
  ],
  options: ['yes'],
  examples: ['bezel power force', 'bezel power force --yes --json'],
  run: async (context) => {
    const { client, out, signal } = context;
    await confirm(context, CUT);
    const now = await client.call('power.force', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderAfter(now, new Date()));
    return undefined;
  },
};

export const cancel: Verb = {
  path: ['power', 'cancel'],
  summary: 'Call the countdown off, or what waits for the guest to stop',
  details: ['A guest that was asked to stop may still do so: it cannot be asked to forget that.'],
  examples: ['bezel power cancel', 'bezel power cancel --json'],
  run: async ({ client, out, signal }) => {
    const now = await client.call('power.cancel', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderAfter(now, new Date()));
    return undefined;
  },
};
