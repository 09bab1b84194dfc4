import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** The command was not understood; exit code 2. */
export class UsageError extends Error {
  readonly hint = '`npm run -s lab -- --help` shows all commands';
}

export type OptionKind = 'string' | 'boolean';

export type Arguments = {
  /** The box's directory, absolute. */
  dir: string;
  json: boolean;
  options: Record<string, string | boolean | undefined>;
  words: string[];
  /** What stands behind `--`. */
  rest: string[];
  /** A path as the caller means it: npm runs scripts elsewhere. */
  path: (given: string) => string;
};

/** Takes apart what stands behind the command's name. Throws a UsageError. Pure. */
export function parseArguments(args: string[], kinds: Record<string, OptionKind>, cwd: string): Arguments {
  const dashes = args.indexOf('--');
  const own = dashes < 0 ? args : args.slice(0, dashes);
  const options = Object.fromEntries(
    Object.entries({ dir: 'string', json: 'boolean', ...kinds } as const).map(
      ([name, type]) => [name, { type }] as const,
    ),
  );
  const path = (given: string) => resolve(cwd, given);
  try {
    const { values, positionals } = parseArgs({ args: own, options, allowPositionals: true, strict: true });
    return {
      dir: path(String(values.dir ?? 'build/lab/box')),
      json: values.json === true,
      options: values as Arguments['options'],
      words: positionals,
      rest: dashes < 0 ? [] : args.slice(dashes + 1),
      path,
    };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The whole number of an option, or undefined when it is not given. Pure. */
export function toNumber({ options }: Arguments, name: string): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(String(value))) throw new UsageError(`--${name} ${value} is not a whole number`);
  return Number(value);
}

/** The one word of a command. Pure. */
export function toWord({ words }: Arguments, what: string): string {
  const [word, extra] = words;
  if (word === undefined) throw new UsageError(`${what} is missing`);
  if (extra !== undefined) throw new UsageError(`${extra} is too much`);
  return word;
}
