export interface TableNews<Row> {
  /** What a person calls it. */
  name(row: Row): string;
  /** What has happened to what is there; `was` is absent of what was not. */
  say(was: Row | undefined, row: Row, isUp: boolean): string | undefined;
}

/**
 * What has happened between two tables, in one line; the last of several, and nothing when nothing has that concerns people. That a guest which
 * is off has none of them is known without it.
 */
export function planTableNews<Row extends { id: string; present: boolean }>(
  before: readonly Row[],
  after: readonly Row[],
  isUp: boolean,
  { name, say }: TableNews<Row>,
): string | undefined {
  const was = new Map(before.map((row) => [row.id, row]));
  const is = new Map(after.map((row) => [row.id, row]));
  const gone = before
    .filter(({ id, present }) => present && is.get(id)?.present !== true)
    .map((row) => `${name(row)} was pulled out`);
  const changed = after.flatMap((row) => say(was.get(row.id), row, isUp) ?? []);
  return [...gone, ...changed].at(-1);
}
