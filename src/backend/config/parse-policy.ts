import type { z } from 'zod';
import type { Problem } from '../../contract/index.ts';
import { parseYaml, type YamlSource } from './parse-yaml.ts';
import { type Policy, policySchema } from './policy/policy.ts';
import { toProblem } from './to-problem.ts';

export type ParsedPolicy = { ok: true; policy: Policy } | { ok: false; problems: Problem[] };

/** A screen shows a handful; the rest of a file that is wrong everywhere is of no use. */
const maxProblems = 20;

/** The policy in a YAML text, or everything that is wrong with it, in the order of the file. `file` is what the problems name. */
export function parsePolicy(text: string, file: string): ParsedPolicy {
  const yaml = parseYaml(text, file);
  if (!yaml.ok) return { ok: false, problems: yaml.problems.slice(0, maxProblems) };
  const result = policySchema.safeParse(yaml.source.value);
  if (!result.success) return { ok: false, problems: toProblems(result.error, yaml.source) };
  const twice = findRepeated(result.data.guest.disks.map((disk) => disk.target));
  if (twice === undefined) return { ok: true, policy: result.data };
  const path = ['guest', 'disks', twice.index, 'target'];
  const issue = {
    code: 'custom' as const,
    path,
    message: `unlike that of every other disk`,
    input: twice.value,
  };
  return { ok: false, problems: toProblem(issue, yaml.source) };
}

function toProblems(error: z.ZodError, source: YamlSource): Problem[] {
  return error.issues
    .flatMap((issue) => toProblem(issue, source))
    .sort(
      (a, b) =>
        (a.where?.line ?? 0) - (b.where?.line ?? 0) || (a.where?.column ?? 0) - (b.where?.column ?? 0),
    )
    .slice(0, maxProblems);
}

function findRepeated(values: string[]): { index: number; value: string } | undefined {
  const index = values.findIndex((value, i) => values.indexOf(value) < i);
  return index < 0 ? undefined : { index, value: values[index] ?? '' };
}
