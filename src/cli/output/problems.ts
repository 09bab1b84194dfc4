import type { Location, Problem } from '../../contract/index.ts';
import { renderRows } from './table.ts';
import type { Line } from './text.ts';

/** `file:line:column`, as editors understand it. */
export const formatLocation = ({ file, line, column }: Location): string =>
  [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');

/** Problems in the order given: severity, code and message in columns; place and hint on lines of their own. */
export function renderProblems(problems: readonly Problem[], indent = '  '): Line[] {
  const heads = renderRows(
    problems.map(({ severity, code, message }) => [{ text: severity, tone: severity }, code, message]),
    indent,
  );
  return problems.flatMap(({ where, hint }, i) => [
    heads[i] ?? '',
    ...(where === undefined ? [] : [`${indent}  at ${formatLocation(where)}`]),
    ...(hint === undefined ? [] : [`${indent}  hint: ${hint}`]),
  ]);
}

/** Problems under their own heading, after an empty line; nothing where there are none. */
export const renderProblemSection = (problems: readonly Problem[]): Line[] =>
  problems.length === 0 ? [] : ['', { text: 'Problems', tone: 'heading' }, ...renderProblems(problems)];
