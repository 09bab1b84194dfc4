import type { z } from 'zod';
import { type Problem, plainText } from '../../contract/index.ts';
import { toJsonSchema } from './json-schema.ts';
import { showAt, toMistakeProblem, toName } from './mistake.ts';
import type { Path, YamlSource } from './parse-yaml.ts';
import { descriptionAt, keysAt, schemaAt } from './schema-at.ts';
import { suggest } from './suggest.ts';
import { toAllowed } from './to-allowed.ts';

type Issue = z.core.$ZodIssue;

/** Beyond that a file is wrong as a whole. */
const maxUnknownKeys = 20;

/** What the schema found, in words for the operator: where it stands, the value, what is allowed, and what the key means. */
export function toProblems(issue: Issue, source: YamlSource): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, maxUnknownKeys).map((key) => toUnknownKey(issue.path, key, source));
  if (issue.code === 'invalid_union') {
    const inner = toMeant(issue.errors);
    if (inner !== undefined)
      return inner.flatMap((one) => toProblems({ ...one, path: [...issue.path, ...one.path] }, source));
  }
  if (issue.code === 'custom')
    return [toMistakeProblem({ path: issue.path, message: issue.message, ...issue.params }, source)];
  return [toValueProblem(issue, source)];
}

/** Of a choice the way that was meant: the only one of whose kind the value is, so that what is wrong is inside. */
function toMeant(ways: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const meant = ways.filter(
    (issues) =>
      !issues.some(
        ({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'),
      ),
  );
  return meant.length === 1 ? meant[0] : undefined;
}

function toValueProblem(issue: Issue, source: YamlSource): Problem {
  const name = toName(issue.path);
  const shown = showAt(issue.path, source);
  const missing = shown === undefined && issue.path.length > 0;
  const schema = schemaAt(issue.path);
  const allowed = schema === undefined ? issue.message : toAllowed(toJsonSchema(schema));
  const hint = toHint(issue);
  return {
    code: missing ? 'config.missing-key' : codes[issue.code],
    severity: 'error',
    message: missing
      ? `${name} is missing; it is ${allowed}`
      : `${name} is ${shown ?? 'empty'}; allowed is ${allowed}`,
    ...(hint === undefined ? {} : { hint }),
    where: source.locate(issue.path),
  };
}

function toHint(issue: Issue): string | undefined {
  const meaning = descriptionAt(issue.path);
  const unquoted =
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    ['number', 'boolean'].includes(typeof issue.input);
  return unquoted ? `Put it in quotes to make it text. ${meaning ?? ''}`.trim() : meaning;
}

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
  return {
    code: 'config.unknown-key',
    severity: 'error',
    message: `${toName(path)} has no key "${plainText(key).slice(0, 64)}"`,
    hint: meant === undefined ? `Keys are ${known.join(', ')}` : `Did you mean ${meant}?`,
    where: source.locateKey([...path, key]),
  };
}
