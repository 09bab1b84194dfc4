import type { MediaRuling, RuleLook, RulesTestQuery } from '../../contract/index.ts';
import type { OptionName } from '../command/options.ts';
import type { Verb } from '../command/verb.ts';
import { renderTable } from '../output/table.ts';
import type { Line } from '../output/text.ts';

const traits = ['port', 'vendor', 'product', 'serial', 'class', 'removable'] as const satisfies OptionName[];

/** `bezel media rules test`. */
export const rules: Verb = {
  path: ['media', 'rules'],
  summary: 'Ask which rule of the policy decides for a USB disk or device',
  details: [
    'ID is one that is plugged in, as bezel media lists it. Without it the options say what',
    'would be plugged in; what they do not say is not known, and fits no rule that asks for it.',
  ],
  args: [
    { name: 'test', required: true, values: ['test'] },
    { name: 'ID', required: false },
  ],
  options: traits,
  examples: [
    'bezel media rules test 1-2',
    'bezel media rules test --class storage --vendor 0781 --removable yes',
  ],
  run: async ({ client, out, args, options, signal }) => {
    const given = Object.fromEntries(
      traits.flatMap((name) => (options[name] ? [[name, options[name]]] : [])),
    );
    const id = args[1];
    const query = { ...given, ...(id === undefined ? {} : { id: await toId(id) }) } as RulesTestQuery;
    const ruling = await client.call('media.test-rules', { query }, { signal });
    if (out.json) out.printJson(ruling);
    else out.print(renderRuling(ruling));
    return undefined;

    /** `1-2` is enough for the first slot of a disk. */
    async function toId(name: string): Promise<string> {
      const { media } = await client.call('media.list', {}, { signal });
      return media.find((each) => each.id === name || each.id === `${name}:0`)?.id ?? name;
    }
  },
};

function renderRuling({ holder, why, looks }: MediaRuling): Line[] {
  return [
    `${why}.`,
    ...(holder === undefined ? [] : [`Held by: ${holder}`]),
    ...(looks.length === 0 ? ['The policy has no rules.'] : ['', ...renderTable(titles, looks.map(toRow))]),
  ];
}

const titles = ['RULE', 'LINE', 'ACTION', 'FITS', 'WHY'];

const toRow = ({ rule, line, action, fits, why }: RuleLook): string[] => [
  String(rule),
  String(line ?? ''),
  action,
  fits ? 'yes, it decides' : 'no',
  why ?? 'all that it says fits',
];
