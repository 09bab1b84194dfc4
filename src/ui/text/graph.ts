const LEVELS = '▁▂▃▄▅▆▇█';

/**
 * What was measured, a column for each, the newest at the right, in exactly `columns` columns. As high as the highest of what is shown, or
 * `least` where that is less. What is not known leaves its column empty. Terminals without these blocks get lower and higher signs instead.
 */
export function renderGraph(values: readonly (number | undefined)[], columns: number, least = 1): string {
  const shown = columns > 0 ? values.slice(-columns) : [];
  const top = Math.max(least, ...shown.map((value) => value ?? 0));
  const signs = shown.map((value) => {
    if (value === undefined) return ' ';
    const level = Math.ceil((Math.max(0, value) / top) * (LEVELS.length - 1));
    return LEVELS[level] ?? ' ';
  });
  return signs.join('').padStart(Math.max(0, columns));
}
