import { wrap } from '../output/wrap.ts';
import { COMMON, type OptionName, spec } from './options.ts';
import { type ArgumentSpec, nameOf, type Verb } from './verb.ts';

const EXITS = [
  ['0', 'done'],
  ['1', 'refused or failed'],
  ['2', 'wrong usage'],
  ['3', 'the backend is not reachable'],
  ['130', 'ended by Ctrl-C'],
] as const;

/** The help of the program, of a group of verbs, or of one verb, as `--help` prints it. */
export function renderHelp(verbs: readonly Verb[], path: readonly string[]): string[] {
  const verb = verbs.find((v) => nameOf(v) === path.join(' '));
  if (verb !== undefined) return renderVerb(verb);
  if (path[0] !== undefined) return renderGroup(verbs, path[0]);
  return [
    'Usage: bezel COMMAND [OPTIONS]',
    '',
    'Look at and work the box: the program beside its consoles.',
    '',
    'Commands:',
    ...columns(verbs.map((v) => [synopsis(v), v.summary])),
    '',
    ...renderOptions([...COMMON, 'version']),
    '',
    'Exit status:',
    ...columns(EXITS),
    '',
    'Environment:',
    '  BEZEL_SOCKET   the socket where --socket is not given',
    '  BEZEL_TIMEOUT  how many seconds the backend may take to answer (default 30)',
    '  NO_COLOR       no colours, also on a terminal',
    '',
    'Examples:',
    ...['bezel status', 'bezel guest stop && bezel guest start', 'bezel watch --json'].map((e) => `  ${e}`),
    '',
    'bezel COMMAND --help says more about a command.',
  ];
}

function renderGroup(verbs: readonly Verb[], group: string): string[] {
  const members = verbs.filter((v) => v.path[0] === group);
  const byDefault = members.find((v) => v.isDefault);
  return [
    `Usage: bezel ${group} COMMAND [OPTIONS]`,
    '',
    'Commands:',
    ...columns(members.map((v) => [synopsis(v), v.summary])),
    ...(byDefault ? ['', `bezel ${group} alone is bezel ${nameOf(byDefault)}.`] : []),
    '',
    ...renderOptions(COMMON),
    '',
    'Examples:',
    ...members.flatMap((v) => v.examples.slice(0, 1)).map((e) => `  ${e}`),
    '',
    `bezel ${group} COMMAND --help says more about a command.`,
  ];
}

function renderVerb(verb: Verb): string[] {
  return [
    `Usage: bezel ${synopsis(verb)} [OPTIONS]`,
    '',
    ...wrap(`${verb.summary}.`),
    ...(verb.details ? ['', ...verb.details.flatMap((text) => wrap(text))] : []),
    ...(verb.args?.some((a) => a.values)
      ? ['', ...verb.args.flatMap((a) => (a.values ? wrap(`${a.name}: ${a.values.join(', ')}`) : []))]
      : []),
    '',
    ...renderOptions([...(verb.options ?? []), ...COMMON]),
    '',
    'Examples:',
    ...verb.examples.map((e) => `  ${e}`),
  ];
}

const synopsis = (verb: Verb): string => [nameOf(verb), ...(verb.args ?? []).map(showArgument)].join(' ');
const showArgument = ({ name, required }: ArgumentSpec): string => (required ? name : `[${name}]`);

function renderOptions(names: readonly OptionName[]): string[] {
  const rows = names.map((name): [string, string] => {
    const { short, value, summary } = spec(name);
    return [`${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`, summary];
  });
  return ['Options:', ...columns(rows)];
}

/** Two columns; the right one in as many lines as it takes. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.flatMap(([left, right]) =>
    wrap(right, 80 - width - 4).map((text, i) => `  ${(i === 0 ? left : '').padEnd(width)}  ${text}`),
  );
}
