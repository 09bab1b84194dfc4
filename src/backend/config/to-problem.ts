import type { z } from 'zod';
import { type Problem, plainText } from '../../contract/index.ts';
import type { Path, YamlSource } from './parse-yaml.ts';
import { descriptionAt, keysAt } from './schema-at.ts';
import { suggest } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found, in words for the operator: where it stands, the value, what is allowed, and what the key means. */
export function toProblem(issue: Issue, source: YamlSource): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => toUnknownKey(issue.path, key, source));
  const name = toName(issue.path);
  const shown = secrets.has(name) ? 'no hash' : source.show(issue.path);
  const hint = descriptionAt(issue.path);
  const missing = shown === undefined && issue.path.length > 0;
  return [
    {
      code: missing ? 'config.missing-key' : codes[issue.code],
      severity: 'error',
      message: missing
        ? `${name} is missing`
        : `${name} is ${shown ?? 'empty'}; allowed is ${toAllowed(issue)}`,
      ...(hint === undefined ? {} : { hint }),
      where: source.locate(issue.path),
    },
  ];
}

/** Problems are shown on every seat, and what stands here by mistake may be the PIN itself. */
const secrets = new Set(['access.pinHash']);

const codes: Record<Issue['code'], string> = {
  invalid_type: 'config.wrong-type',
  too_big: 'config.out-of-range',
  too_small: 'config.out-of-range',
  invalid_format: 'config.wrong-value',
  not_multiple_of: 'config.wrong-value',
  unrecognized_keys: 'config.unknown-key',
  invalid_union: 'config.wrong-value',
  invalid_key: 'config.wrong-value',
  invalid_element: 'config.wrong-value',
  invalid_value: 'config.wrong-value',
  custom: 'config.wrong-value',
};

function toUnknownKey(path: Path, key: string, source: YamlSource): Problem {
  const known = keysAt(path);
  const meant = suggest(key, known);
  const group = path.length === 0 ? 'The policy' : toName(path);
  return {
    code: 'config.unknown-key',
    severity: 'error',
    message: `${group} has no key "${plainText(key).slice(0, 64)}"`,
    hint: meant === undefined ? `Keys are ${known.join(', ')}` : `Did you mean ${meant}?`,
    where: source.locateKey([...path, key]),
  };
}

const types: Record<string, string> = {
  object: 'a group of keys',
  array: 'a list',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function toAllowed(issue: Exclude<Issue, { code: 'unrecognized_keys' }>): string {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => plainText(String(value))).join(' or ');
    case 'too_small':
      return `${toMeasure(issue.origin)}${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${toMeasure(issue.origin)}${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const measures: Record<string, string> = { string: 'a length of ', array: 'a number of entries of ' };
const toMeasure = (origin: string): string => measures[origin] ?? '';

/** `guest.disks[0].target`, counted from 0 */
function toName(path: Path): string {
  if (path.length === 0) return 'The policy';
  return path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name === '' ? String(key) : `${name}.${String(key)}`,
    '',
  );
}
