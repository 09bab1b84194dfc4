/** Numbers as the kernel writes lists of processors: `0-3,8-11`. Sorted; what is there twice counts once. */
export function toRanges(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && n === last.to + 1) last.to = n;
    else ranges.push({ from: n, to: n });
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}
