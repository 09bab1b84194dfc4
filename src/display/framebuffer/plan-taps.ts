/**
 * How a row of pixels becomes a longer or shorter one: pixel `t` of the new one is the sum of `count` pixels of the old one from `first[t]`
 * on, each times its weight of 256.
 */
export interface Taps {
  first: Uint32Array;
  count: number;
  weights: Uint16Array;
}

/**
 * - By a whole factor up: each pixel is repeated, so that it stays sharp.
 * - Otherwise up: between the two nearest (bilinear).
 * - Down: the mean of what a new pixel covers, parts of pixels included (area). No thin line is lost.
 */
export function planTaps(source: number, target: number): Taps {
  if (target % source === 0)
    return collect(source, target, 1, (at) => [[Math.floor((at * source) / target), 1]]);
  if (target > source) return collect(source, target, 2, (at) => toNeighbours(source, target, at));
  return collect(source, target, Math.ceil(source / target) + 1, (at) => toCovered(source, target, at));
}

/** The new pixels that depend on the old ones from `from` to before `to`: the first, and the one after the last. */
export function toAffected({ first, count }: Taps, from: number, to: number): [number, number] {
  return [search(first, (value) => value + count > from), search(first, (value) => value >= to)];
}

type Part = readonly [index: number, share: number];

function toNeighbours(source: number, target: number, at: number): Part[] {
  const place = ((at + 0.5) * source) / target - 0.5;
  const index = Math.floor(place);
  const last = source - 1;
  return [
    [Math.min(Math.max(index, 0), last), 1 - (place - index)],
    [Math.min(Math.max(index + 1, 0), last), place - index],
  ];
}

function toCovered(source: number, target: number, at: number): Part[] {
  const ratio = source / target;
  const start = at * ratio;
  const end = Math.min((at + 1) * ratio, source);
  const parts: Part[] = [];
  for (let index = Math.floor(start); index < end; index++) {
    parts.push([index, Math.min(index + 1, end) - Math.max(index, start)]);
  }
  return parts;
}

function collect(source: number, target: number, most: number, toParts: (at: number) => Part[]): Taps {
  const count = Math.min(most, source);
  const first = new Uint32Array(target);
  const weights = new Uint16Array(target * count);
  for (let at = 0; at < target; at++) {
    const parts = toParts(at);
    const start = Math.min(parts[0]![0], source - count);
    const total = parts.reduce((sum, [, share]) => sum + share, 0);
    first[at] = start;
    let seen = 0;
    let given = 0;
    for (const [index, share] of parts) {
      seen += share;
      // Rounds the sums, not the parts: together they are 256.
      const weight = Math.round((seen / total) * 256) - given;
      given += weight;
      const place = at * count + Math.min(index - start, count - 1);
      weights[place] = weights[place]! + weight;
    }
  }
  return { first, count, weights };
}

function search(sorted: Uint32Array, isThere: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isThere(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
