import { type KeyCombination, keyCombinations } from '../../contract/key-combinations.ts';
import type { Verb } from '../command/verb.ts';
import { renderDisplay } from '../display-text.ts';

const combinations = Object.keys(keyCombinations) as KeyCombination[];

const show: Verb = {
  path: ['display', 'status'],
  summary: "Show what the box's monitor shows",
  examples: ['bezel display', "bezel display --json | jq -r '.scene'"],
  isDefault: true,
  run: async ({ client, out, signal }) => {
    const now = await client.call('display.get', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderDisplay(now));
    return undefined;
  },
};

const turn: Verb = {
  path: ['display', 'show'],
  summary: "Show the guest or the console on the box's monitor",
  details: ["The hot-key on the box's keyboard does the same, and works without the backend."],
  args: [{ name: 'VIEW', required: true, values: ['guest', 'console'] }],
  options: ['view-only'],
  examples: ['bezel display show console', 'bezel display show guest --view-only --json'],
  run: async ({ client, out, args, options, signal }) => {
    const view = args[0] === 'guest' ? 'guest' : 'console';
    const viewOnly = options['view-only'];
    const body = { view, ...(viewOnly === undefined ? {} : { viewOnly }) } as const;
    const now = await client.call('display.show', { body }, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderDisplay(now));
    return undefined;
  },
};

const keys: Verb = {
  path: ['display', 'keys'],
  summary: 'Press a combination of keys in the guest',
  details: combinations.map((name) => `${name}: ${keyCombinations[name]}`),
  args: [{ name: 'KEYS', required: true, values: combinations }],
  examples: ['bezel display keys ctrl-alt-delete', 'bezel display keys alt-f4 --json'],
  run: async ({ client, out, args, signal }) => {
    const now = await client.call('display.keys', { body: { keys: args[0] as KeyCombination } }, { signal });
    if (out.json) out.printJson(now);
    else out.print([`The guest has got ${args[0]}`]);
    return undefined;
  },
};

export const display: readonly Verb[] = [show, turn, keys];
