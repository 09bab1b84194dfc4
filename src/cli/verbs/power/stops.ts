import type { StopRequest } from '../../../contract/index.ts';
import { carryOut } from '../../carry-out.ts';
import { usage } from '../../command/command-line.ts';
import type { OptionName, Options } from '../../command/options.ts';
import type { Verb } from '../../command/verb.ts';
import { confirm } from '../../confirm.ts';

const WAITING =
  'Waits until the guest has stopped, and shows its progress on a terminal. Ctrl-C ends the waiting, not the operation.';
const LIMIT =
  'A guest that does not stop within guest.stopTimeoutS: --at-limit ask (the seats are asked what to do, and the guest goes on meanwhile), force-off (its power is cut) or give-up (what was asked for is dropped). Without it: what the policy says.';
const OPTIONS: OptionName[] = ['reason', 'at-limit', 'now', 'because', 'yes', 'no-wait'];

export const stop: Verb = {
  path: ['power', 'stop'],
  summary: 'Ask the guest to stop, and wait until it has',
  details: ['As bezel guest stop. The box does then what the policy says of "stopped".', WAITING],
  options: ['no-wait'],
  examples: ['bezel power stop', 'bezel power stop --no-wait --json'],
  run: async (context) =>
    carryOut(context, await context.client.call('guest.stop', {}, { signal: context.signal })),
};

interface StopSpec {
  name: 'restart' | 'off' | 'reboot';
  summary: string;
  /** What everybody loses, where it is asked about in any case. */
  consequence?: string;
  example: string;
}

const LOST = "the guest's power is cut, and what it has not written is lost";

const stopping = ({ name, summary, consequence, example }: StopSpec): Verb => {
  const verb: Verb = {
    path: ['power', name],
    summary,
    details: [
      LIMIT,
      '--now does not ask the guest at all: its power is cut, and what it has not written is lost.',
      WAITING,
      consequence === undefined
        ? 'Asks first where the power may be cut (--now, --at-limit force-off); without a terminal that is refused unless --yes is given.'
        : `Asks first, since ${consequence}; without a terminal it is refused unless --yes is given.`,
    ],
    options: OPTIONS,
    examples: [`bezel power ${name}`, example],
    run: async (context) => {
      const { client, options, signal } = context;
      const body = toRequest(verb, options);
      const question = toQuestion(body, consequence);
      if (question !== undefined) await confirm(context, question);
      return carryOut(context, await client.call(`power.${name}`, { body }, { signal }));
    },
  };
  return verb;
};

/** What is asked before it is done; nothing where nothing is lost. */
function toQuestion({ now, atLimit }: StopRequest, consequence: string | undefined) {
  const lost = now === true ? LOST : atLimit === 'force-off' ? `at the limit ${LOST}` : undefined;
  const parts = [consequence, lost].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

function toRequest(verb: Verb, { reason, because, now, 'at-limit': atLimit }: Options): StopRequest {
  const words = reason?.trim();
  if (words !== undefined && (words === '' || words.length > 200))
    throw usage(verb, '--reason has 1 to 200 characters');
  if (now === true && atLimit !== undefined)
    throw usage(verb, '--now and --at-limit do not go together: a guest that is not asked has no limit');
  return {
    ...(words !== undefined && { reason: words }),
    ...(because !== undefined && { because: because as NonNullable<StopRequest['because']> }),
    ...(atLimit !== undefined && { atLimit: atLimit as NonNullable<StopRequest['atLimit']> }),
    ...(now === true && { now }),
  };
}

export const restart = stopping({
  name: 'restart',
  summary: 'Ask the guest to stop, then start it cold with a freshly rendered domain XML',
  example: 'bezel power restart --reason "new NICs" --no-wait --json',
});
export const off = stopping({
  name: 'off',
  summary: 'Ask the guest to stop, then power the box off',
  consequence: 'this powers the box off, and whoever uses the guest is cut off',
  example: 'bezel power off --yes --because ups --at-limit force-off',
});
export const reboot = stopping({
  name: 'reboot',
  summary: 'Ask the guest to stop, then reboot the box',
  consequence: 'this reboots the box, and whoever uses the guest is cut off meanwhile',
  example: 'bezel power reboot --yes --no-wait --json',
});
