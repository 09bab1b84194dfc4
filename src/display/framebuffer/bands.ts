/** Whole rows, from `from` to before `to`. */
export interface Band {
  from: number;
  to: number;
}

/** Rows that are written for nothing between two bands cost less than another system call. */
const GAP_ROWS = 8;

/**
 * The rows to be written: overlapping bands once, near ones together, each at least two rows of the `height` there are.
 *
 * Linux' emulation of a framebuffer on DRM forgets the damage of a write that ends where the row ends in which it has begun: such a row
 * would be there, and never shown (`drm_fb_helper_memory_range_to_clip` takes the end modulo the row's length).
 */
export function toBands(bands: readonly Band[], height: number): Band[] {
  const sorted = bands
    .filter(({ from, to }) => to > from)
    .map((band) => widen(band, height))
    .sort((one, other) => one.from - other.from);
  const result: Band[] = [];
  for (const band of sorted) {
    const last = result.at(-1);
    if (last && band.from <= last.to + GAP_ROWS) last.to = Math.max(last.to, band.to);
    else result.push({ ...band });
  }
  return result;
}

/** Cuts a band into what is outside of the rows `inner` and what is inside, each part at least two rows where the band is. */
export function splitBand(band: Band, inner: Band): { inside: boolean; from: number; to: number }[] {
  let from = Math.max(band.from, inner.from);
  let to = Math.min(band.to, inner.to);
  if (from >= to) return [{ inside: false, ...band }];
  if (to - from === 1) to = Math.min(to + 1, band.to);
  if (to - from === 1) from = Math.max(from - 1, band.from);
  if (from - band.from === 1) from = band.from;
  if (band.to - to === 1) to = band.to;
  return [
    { inside: false, from: band.from, to: from },
    { inside: true, from, to },
    { inside: false, from: to, to: band.to },
  ].filter((part) => part.to > part.from);
}

function widen({ from, to }: Band, height: number): Band {
  if (to - from > 1) return { from, to };
  return to < height ? { from, to: to + 1 } : { from: Math.max(0, from - 1), to };
}
