import type { GuestAction } from '../../contract/index.ts';
import { plainLines } from '../../contract/text.ts';
import { carryOut } from '../carry-out.ts';
import type { Verb } from '../command/verb.ts';
import { confirm } from '../confirm.ts';
import { renderGuest } from '../guest-text.ts';

const WAITING = [
  'Waits until the operation has ended, and shows its progress on a terminal. Ctrl-C ends the waiting, not the operation.',
];

const show: Verb = {
  path: ['guest', 'show'],
  summary: 'Show the guest, and what can be done with it now',
  examples: ['bezel guest show', "bezel guest show --json | jq -r '.state'"],
  isDefault: true,
  run: async ({ client, out, signal }) => {
    const now = await client.call('guest.get', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderGuest(now));
    return undefined;
  },
};

interface ActionSpec {
  action: GuestAction;
  summary: string;
  details?: string[];
  /** What is lost, where something is. */
  consequence?: string;
}

const action = ({ action: name, summary, details = [], consequence }: ActionSpec): Verb => ({
  path: ['guest', name],
  summary,
  details: [
    ...details,
    ...WAITING,
    ...(consequence === undefined
      ? []
      : [`Asks first, since ${consequence}; without a terminal it is refused unless --yes is given.`]),
  ],
  options: consequence === undefined ? ['no-wait'] : ['yes', 'no-wait'],
  examples: [
    `bezel guest ${name}`,
    `bezel guest ${name} ${consequence === undefined ? '' : '--yes '}--no-wait --json`,
  ],
  run: async (context) => {
    if (consequence !== undefined) await confirm(context, consequence);
    return carryOut(context, await context.client.call(`guest.${name}`, {}, { signal: context.signal }));
  },
});

const SOURCES = ['live', 'defined', 'rendered'] as const;

const xml: Verb = {
  path: ['guest', 'xml'],
  summary: "Show the guest's domain XML",
  details: [
    'live: what runs now; defined: what the next start uses; rendered: what the policy and the hardware give at this moment.',
    'Without SOURCE the backend chooses, and --json says which one it is.',
  ],
  args: [{ name: 'SOURCE', required: false, values: SOURCES }],
  examples: ['bezel guest xml', 'bezel guest xml rendered'],
  run: async ({ client, out, args, signal }) => {
    const source = SOURCES.find((s) => s === args[0]);
    const answer = await client.call(
      'guest.xml',
      { query: source === undefined ? {} : { source } },
      { signal },
    );
    if (out.json) out.printJson(answer);
    else out.print(plainLines(answer.xml.replace(/\n+$/, '')));
    return undefined;
  },
};

export const guest: Verb[] = [
  show,
  action({ action: 'start', summary: 'Start the guest with a freshly rendered domain XML' }),
  action({
    action: 'stop',
    summary: 'Ask the guest to stop, and wait until it has',
    details: ['A guest that does not stop in time is an error; nothing is forced.'],
  }),
  action({
    action: 'kill',
    summary: "Cut the guest's power at once",
    consequence: "this cuts the guest's power, and what it has not written is lost",
  }),
  action({
    action: 'reset',
    summary: "Press the guest's reset button",
    consequence: 'this resets the guest at once, and what it has not written is lost',
  }),
  xml,
];
