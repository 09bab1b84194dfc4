import { carryOut } from '../carry-out.ts';
import type { Verb } from '../command/verb.ts';
import { UsageError } from '../exit.ts';
import { renderNetwork } from '../network-text.ts';

const show: Verb = {
  path: ['network', 'show'],
  summary: 'Show the NICs of the box, what they are for, and their bridges',
  examples: ['bezel network', "bezel network show --json | jq -r '.ports[].nic'"],
  isDefault: true,
  run: async ({ client, out, signal }) => {
    const now = await client.call('network.get', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderNetwork(now));
    return undefined;
  },
};

const identify: Verb = {
  path: ['network', 'identify'],
  summary: 'Make the light of a NIC blink',
  details: [
    'PORT is a place on the bus, a name, a hardware address or the label of the chassis.',
    'It needs a driver that can. bezel operations cancel ends it early.',
  ],
  args: [{ name: 'PORT', required: true }],
  options: ['seconds', 'no-wait'],
  examples: ['bezel network identify eno1', 'bezel network identify 0000:01:00.0 --seconds 30'],
  run: async (context) => {
    const seconds = toSeconds(context.options.seconds);
    const body = { port: context.args[0] ?? '', ...(seconds === undefined ? {} : { seconds }) };
    return carryOut(
      context,
      await context.client.call('network.identify', { body }, { signal: context.signal }),
    );
  },
};

function toSeconds(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 60)
    throw new UsageError(
      `--seconds is no whole number from 1 to 60: ${given}`,
      'bezel network identify --help',
    );
  return seconds;
}

export const network: Verb[] = [show, identify];
