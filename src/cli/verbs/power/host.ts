import { setTimeout as sleep } from 'node:timers/promises';
import { Unreachable } from '../../../client/connection.ts';
import type { Operation } from '../../../contract/index.ts';
import { carryOut } from '../../carry-out.ts';
import type { Context, Verb } from '../../command/verb.ts';

const FOR_UNITS = "For the box's own units; as root, by the backend's admin socket.";
/** A backend that is being started answers soon. One that ended while the host goes down does not come back. */
const tries = 10;
const pauseMs = 500;
const patienceMs = 3000;

const hostDown: Verb = {
  path: ['power', 'host-down'],
  summary: 'Stop the guest because the host is going down',
  details: [
    'The guest is asked to stop; at its limit its power is cut. Waits until it is off. Nothing here stops the host.',
    FOR_UNITS,
  ],
  options: ['no-wait'],
  examples: ['bezel power host-down'],
  run: async (context) => carryOut(context, await askPatiently(context), { patienceMs }),
};

async function askPatiently({ client, signal }: Context): Promise<Operation> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.call('power.host-down', { body: {} }, { signal });
    } catch (error) {
      const mayCome = error instanceof Unreachable && error.reason === 'absent';
      if (!mayCome || attempt === tries) throw error;
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

const ctrlAltDel: Verb = {
  path: ['power', 'ctrl-alt-del'],
  summary: 'Do what the policy says of Ctrl-Alt-Del',
  details: [FOR_UNITS],
  examples: ['bezel power ctrl-alt-del'],
  run: async ({ client, out, signal }) => {
    const now = await client.call('power.ctrl-alt-del', {}, { signal });
    if (out.json) out.printJson(now);
    return undefined;
  },
};

export const powerHost: Verb[] = [hostDown, ctrlAltDel];
