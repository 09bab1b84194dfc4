interface Counts {
  head: number;
  rows: number;
  foot: number;
  /** Index of the row that has to be in view. */
  chosen: number;
}

/** Where the lines of a list go: all counted in lines. */
export interface ListPlan {
  heads: number;
  /** Index of the first row in view. */
  first: number;
  shown: number;
  feet: number;
}

/** The rows give way to a foot of up to a third of the height; the rest of a longer foot is cut. The chosen row is in view, as near to its place as can be. */
export function planList({ head, rows, foot, chosen }: Counts, height: number): ListPlan {
  const heads = Math.min(head, Math.max(0, height - 1));
  const room = Math.max(0, height - heads);
  const feet = Math.min(foot, Math.max(Math.floor(room / 3), room - rows));
  const shown = Math.min(rows, room - feet);
  const middle = chosen - Math.floor(shown / 2);
  const first = Math.max(0, Math.min(middle, rows - shown));
  return { heads, first, shown, feet };
}
