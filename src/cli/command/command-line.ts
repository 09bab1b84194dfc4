import { parseArgs } from 'node:util';
import { UsageError } from '../exit.ts';
import { COMMON, OPTIONS, type OptionName, type Options, spec } from './options.ts';
import { nameOf, type Verb } from './verb.ts';

export type Command =
  | { do: 'version' }
  /** Of the verb or group with this path; of the whole program when it is empty. */
  | { do: 'help'; path: readonly string[] }
  | { do: 'run'; verb: Verb; args: readonly string[]; options: Options };

/**
 * What a command line asks for. Node's own `parseArgs` reads the options: help and completion come from our table, which is what
 * a framework would be for. Throws `UsageError`.
 */
export function parseCommand(argv: readonly string[], verbs: readonly Verb[]): Command {
  const { options, words, endOfOptions } = readOptions(argv);
  if (options.version === true) return { do: 'version' };
  const [path, args] = split(words, verbs, endOfOptions);
  if (options.help === true) return { do: 'help', path };
  const verb =
    verbs.find((v) => nameOf(v) === path.join(' ')) ??
    verbs.find((v) => v.isDefault && v.path[0] === path[0]);
  if (verb === undefined) throw new UsageError('no command given');
  checkOptions(verb, options);
  checkArguments(verb, args);
  return { do: 'run', verb, args, options };
}

function readOptions(argv: readonly string[]) {
  const known = Object.fromEntries(
    (Object.keys(OPTIONS) as OptionName[]).map((name) => {
      const { short, value, multiple } = spec(name);
      const type = value === undefined ? ('boolean' as const) : ('string' as const);
      return [name, { type, ...(short && { short }), ...(multiple && { multiple }) }];
    }),
  );
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...argv],
      options: known,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    const terminator = tokens.find((token) => token.kind === 'option-terminator')?.index ?? Infinity;
    const before = tokens.filter((token) => token.kind === 'positional' && token.index < terminator).length;
    return { options: values as Options, words: positionals, endOfOptions: before };
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

/** Node's message in our manner, without its advice on `--`, which no verb of ours needs. */
function firstSentence(error: unknown): string {
  const [sentence = ''] = String((error as Error).message).split(/\. |\n/);
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

/** The longest path of a verb or group that the words begin with, and what follows it. Words after `--` are never part of it. */
function split(
  words: string[],
  verbs: readonly Verb[],
  endOfOptions: number,
): [path: string[], args: string[]] {
  const [first, second] = words.slice(0, endOfOptions);
  if (first === undefined && words.length === 0) return [[], []];
  const group = verbs.filter((v) => v.path[0] === first);
  if (first === undefined || group.length === 0) throw new UsageError(`'${words[0]}' is not a command`);
  if (group.some((v) => v.path.length > 1)) {
    if (second === undefined) return [[first], words.slice(1)];
    if (!group.some((v) => v.path[1] === second)) {
      throw new UsageError(
        `'${first} ${second}' is not a command`,
        `bezel ${first} --help lists the commands`,
      );
    }
    return [[first, second], words.slice(2)];
  }
  return [[first], words.slice(1)];
}

function checkOptions(verb: Verb, options: Options): void {
  const allowed: readonly string[] = [...COMMON, ...(verb.options ?? [])];
  for (const [name, given] of Object.entries(options)) {
    if (!allowed.includes(name)) throw usage(verb, `bezel ${nameOf(verb)} has no option --${name}`);
    const { values } = spec(name as OptionName);
    if (values !== undefined && !values.includes(String(given))) {
      throw usage(verb, `'${given}' is nothing for --${name}`, `it is one of: ${values.join(', ')}`);
    }
  }
}

function checkArguments(verb: Verb, args: readonly string[]): void {
  const specs = verb.args ?? [];
  if (args.length > specs.length) throw usage(verb, `'${args[specs.length]}' is one word too many`);
  specs.forEach(({ name, required, values }, i) => {
    const given = args[i];
    if (given === undefined || given === '') {
      if (required || given === '') throw usage(verb, `${name} is missing`);
    } else if (values !== undefined && !values.includes(given)) {
      throw usage(verb, `'${given}' is no ${name}`, `it is one of: ${values.join(', ')}`);
    }
  });
}

export const usage = (verb: Pick<Verb, 'path'>, message: string, hint?: string): UsageError =>
  new UsageError(message, hint ?? `bezel ${nameOf(verb)} --help`);
