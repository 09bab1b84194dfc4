/** One measured figure, with what it is held against. */
export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 'MB' | '%' | 's' | '×';
  /** Not to be exceeded, in the same unit. */
  goal?: number;
  /** A figure taken in the same run on the same machine: ratios survive a change of machine, times don't. */
  against?: { name: string; value: number };
  /** What a reader must know to trust it. */
  note: string;
}

/** A figure with its ratio worked out: what is kept in JSON. */
export interface Row extends Figure {
  ratio?: number;
  isWithinGoal?: boolean;
}

export function toRow(figure: Figure): Row {
  const { value, goal, against } = figure;
  return {
    ...figure,
    ...(against === undefined ? {} : { ratio: value / against.value }),
    ...(goal === undefined ? {} : { isWithinGoal: value <= goal }),
  };
}

/** A table for people: name, value, goal, ratio; the notes follow it. */
export function toTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, unit, goal, against, ratio, isWithinGoal }) => [
    name,
    `${toNumber(value)} ${unit}`,
    goal === undefined ? '' : `${isWithinGoal ? '≤' : '>'} ${toNumber(goal)} ${unit}`,
    against === undefined
      ? ''
      : `${toNumber(ratio ?? 0)} × ${against.name} (${toNumber(against.value)} ${unit})`,
  ]);
  const table = [['figure', 'measured', 'goal', 'ratio'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', ...rows.map(({ name, note }) => `${name}: ${note}`)].join('\n');
}

export function toMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
    : (sorted[Math.floor(middle)] ?? Number.NaN);
}

function toNumber(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
