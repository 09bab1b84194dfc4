import { type Problem, plainText } from '../../contract/index.ts';
import type { Path, YamlSource } from './parse-yaml.ts';
import { descriptionAt } from './schema-at.ts';

/** A value of the policy that its key allows, but not here: beside another value, or for what it says. */
export interface Mistake {
  path: Path;
  /** What is wrong, to be read after `guest.disks[1].target is "vda": `. */
  message: string;
  /** Without it: what the key means. */
  hint?: string;
}

/** A mistake in words for the operator, where it stands. What has no place of its own, being a default, stands at its group. */
export function toMistakeProblem({ path, message, hint }: Mistake, source: YamlSource): Problem {
  const shown = showAt(path, source);
  const meaning = hint ?? descriptionAt(path);
  return {
    code: 'config.wrong-value',
    severity: 'error',
    message: `${toName(path)}${shown === undefined ? '' : ` is ${shown}`}: ${message}`,
    ...(meaning === undefined ? {} : { hint: meaning }),
    where: source.locate(path),
  };
}

/** Problems are shown on every seat, and what stands here by mistake may be the PIN itself. */
const secrets: Record<string, string> = { 'access.pinHash': 'no usable hash' };

/** The value at a path for messages: one short line; `undefined` when nothing stands there. */
export function showAt(path: Path, source: YamlSource): string | undefined {
  const shown = source.show(path);
  return shown === undefined ? undefined : (secrets[toName(path)] ?? shown);
}

/** `guest.disks[0].target`, counted from 0 */
export function toName(path: Path): string {
  if (path.length === 0) return 'The policy';
  return path.reduce<string>(
    (name, key) =>
      typeof key === 'number'
        ? `${name}[${key}]`
        : name === ''
          ? plainText(String(key))
          : `${name}.${plainText(String(key))}`,
    '',
  );
}
