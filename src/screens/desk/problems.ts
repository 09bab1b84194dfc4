import type { Location, Problem } from '../../contract/index.ts';
import { blank, type Line, line, paragraph, span } from '../../ui/text/line.ts';

/** `appliance.yaml:12:3`. */
export const formatLocation = ({ file, line: row, column }: Location): string =>
  [file, row, row === undefined ? undefined : column].filter((part) => part !== undefined).join(':');

/** A problem: what is wrong, where, and what to do. */
export function renderProblem({ severity, message, hint, where }: Problem, columns: number): Line[] {
  const word = severity === 'error' ? 'Error' : 'Warning';
  const tone = severity === 'error' ? 'bad' : 'warning';
  const [first = '', ...more] = paragraph(message, columns - 9).map((each) => each[0]?.text ?? '');
  return [
    [span(word.padEnd(9), tone), span(first)],
    ...more.map((text) => line(' '.repeat(9) + text)),
    ...(where === undefined ? [] : paragraph(`at ${formatLocation(where)}`, columns, 'strong', 9)),
    ...(hint === undefined ? [] : paragraph(hint, columns, 'dim', 9)),
  ];
}

/** Problems under a title, an empty line before each; nothing at all when there are none. */
export function renderProblems(title: string, problems: readonly Problem[], columns: number): Line[] {
  if (problems.length === 0) return [];
  return [
    line(title, 'title'),
    ...problems.flatMap((each, i) => [...(i === 0 ? [] : [blank]), ...renderProblem(each, columns)]),
  ];
}
