import { COMMON, OPTIONS, type OptionName, type OptionSpec, spec } from './options.ts';
import { nameOf, type Verb } from './verb.ts';

/** A completion script for bash, complete in itself: it asks neither the program nor the backend. */
export function renderBashCompletion(verbs: readonly Verb[]): string {
  const groups = [...new Set(verbs.map((v) => v.path[0] ?? ''))];
  const second = groups.flatMap((group) => {
    const words = verbs.filter((v) => v.path[0] === group && v.path.length > 1).map((v) => v.path[1]);
    return words.length > 0 ? [`    ${group}) words='${words.join(' ')}' ;;`] : [];
  });
  const perVerb = verbs.flatMap((verb) => {
    const values = verb.args?.[0]?.values ?? [];
    const options = (verb.options ?? []).map((name) => `--${name}`);
    const words = [...values, ...options];
    return words.length > 0 ? [`    '${nameOf(verb)}') words+=' ${words.join(' ')}' ;;`] : [];
  });
  const common = COMMON.map((name) => `--${name}`).join(' ');
  return `${[
    '# Completion of bezel for bash; printed by: bezel completion',
    '_bezel() {',
    '  local word=$2 previous=$3 words= verb=() i',
    '  COMPREPLY=()',
    `  case $previous in`,
    `    ${withValue(isPath)}) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;`,
    ...chosen().map(
      ([name, values]) =>
        `    --${name}) mapfile -t COMPREPLY < <(compgen -W '${values.join(' ')}' -- "$word"); return ;;`,
    ),
    `    ${withValue((option) => !isPath(option) && option.values === undefined)}) return ;;`,
    '  esac',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case $' + '{COMP_WORDS[i]} in',
    `      ${withValue(() => true)}) ((i++)) ;;`,
    '      -*) ;;',
    '      *) verb+=("$' + '{COMP_WORDS[i]}") ;;',
    '    esac',
    '  done',
    '  case $' + '{verb[*]} in',
    `    '') words='${groups.join(' ')} --version' ;;`,
    ...second,
    '  esac',
    '  case $' + '{verb[*]} in',
    ...perVerb,
    '  esac',
    `  mapfile -t COMPREPLY < <(compgen -W "$words ${common}" -- "$word")`,
    '}',
    'complete -F _bezel bezel',
  ].join('\n')}\n`;
}

const isPath = ({ value }: OptionSpec): boolean => value === 'PATH' || value === 'FILE' || value === 'DIR';

/** The options with an argument that `wanted` says yes to, as a pattern of bash. */
const withValue = (wanted: (option: OptionSpec) => boolean): string =>
  (Object.keys(OPTIONS) as OptionName[])
    .filter((name) => spec(name).value !== undefined && wanted(spec(name)))
    .flatMap((name) => [`--${name}`, ...(spec(name).short ? [`-${spec(name).short}`] : [])])
    .join('|');

/** Options whose argument is one of a list. */
const chosen = (): [name: OptionName, values: readonly string[]][] =>
  (Object.keys(OPTIONS) as OptionName[]).flatMap((name): [OptionName, readonly string[]][] => {
    const { values } = spec(name);
    return values === undefined ? [] : [[name, values]];
  });
