import type { Problem } from '../../contract/index.ts';
import { findContradictions } from './contradictions/policy.ts';
import { toMistakeProblem } from './mistake.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Policy, policySchema } from './policy/policy.ts';
import { toProblems } from './to-problem.ts';

export type ParsedPolicy = { ok: true; policy: Policy } | { ok: false; problems: Problem[] };

/** A screen shows a handful; the rest of a file that is wrong everywhere is of no use. */
const maxProblems = 20;
/** Of so many the first ones in the file are found; finding where each of thousands stands would take long. */
const maxIssues = 200;

/** The policy in a YAML text, or everything that is wrong with it, in the order of the file. `file` is what the problems name. */
export function parsePolicy(text: string, file: string): ParsedPolicy {
  const yaml = parseYaml(text, file);
  if (!yaml.ok) return { ok: false, problems: yaml.problems.slice(0, maxProblems) };
  const { source } = yaml;
  const result = policySchema.safeParse(source.value, { reportInput: true });
  if (!result.success)
    return refuse(result.error.issues.slice(0, maxIssues).flatMap((issue) => toProblems(issue, source)));
  const mistakes = findContradictions(result.data).slice(0, maxIssues);
  return mistakes.length === 0
    ? { ok: true, policy: result.data }
    : refuse(mistakes.map((mistake) => toMistakeProblem(mistake, source)));
}

function refuse(problems: Problem[]): ParsedPolicy {
  const inOrder = problems.sort(
    (a, b) => (a.where?.line ?? 0) - (b.where?.line ?? 0) || (a.where?.column ?? 0) - (b.where?.column ?? 0),
  );
  return { ok: false, problems: inOrder.slice(0, maxProblems) };
}
