import type { Taps } from './plan-taps.ts';

// A sum has red and blue in one word, 16 bits for each, and green in another, where it ends in its place. 0x80 rounds.
const RED_BLUE = 0xff00ff;
const GREEN = 0x00ff00;
const ROUND_RED_BLUE = 0x800080;
const ROUND_GREEN = 0x80;

/** Makes pixels `from` to before `to` of a longer or shorter row. `start` is the first pixel of `row` that the taps mean. */
export function scaleRow(
  row: Uint32Array,
  start: number,
  { first, count, weights }: Taps,
  from: number,
  to: number,
  out: Uint32Array,
): void {
  if (count === 1) {
    for (let x = from; x < to; x++) out[x] = row[start + first[x]!]!;
    return;
  }
  if (count === 2) {
    for (let x = from; x < to; x++) {
      const at = start + first[x]!;
      out[x] = mixTwo(row[at]!, row[at + 1]!, weights[x * 2]!);
    }
    return;
  }
  for (let x = from; x < to; x++) {
    const at = start + first[x]!;
    let redBlue = ROUND_RED_BLUE;
    let green = ROUND_GREEN;
    for (let index = 0; index < count; index++) {
      const pixel = row[at + index]!;
      const weight = weights[x * count + index]!;
      redBlue = (redBlue + Math.imul(pixel & RED_BLUE, weight)) | 0;
      green = (green + Math.imul((pixel >>> 8) & 0xff, weight)) | 0;
    }
    out[x] = ((redBlue >>> 8) & RED_BLUE) | (green & GREEN);
  }
}

/** Makes pixels `from` to before `to` of the row that is these rows together, each with its weight of 256. */
export function mixRows(
  rows: readonly Uint32Array[],
  weights: Uint16Array,
  from: number,
  to: number,
  out: Uint32Array,
): void {
  const whole = rows[weights.indexOf(256)];
  if (whole) {
    out.set(whole.subarray(from, to), from);
    return;
  }
  const [one, other] = rows;
  if (rows.length === 2 && one && other) {
    const weight = weights[0]!;
    for (let x = from; x < to; x++) out[x] = mixTwo(one[x]!, other[x]!, weight);
    return;
  }
  for (let x = from; x < to; x++) {
    let redBlue = ROUND_RED_BLUE;
    let green = ROUND_GREEN;
    for (let index = 0; index < rows.length; index++) {
      const pixel = rows[index]![x]!;
      const weight = weights[index]!;
      redBlue = (redBlue + Math.imul(pixel & RED_BLUE, weight)) | 0;
      green = (green + Math.imul((pixel >>> 8) & 0xff, weight)) | 0;
    }
    out[x] = ((redBlue >>> 8) & RED_BLUE) | (green & GREEN);
  }
}

/** Most pixels of a screen are as their neighbours. */
function mixTwo(one: number, other: number, weight: number): number {
  if (one === other) return one;
  const rest = 256 - weight;
  const redBlue = ROUND_RED_BLUE + Math.imul(one & RED_BLUE, weight) + Math.imul(other & RED_BLUE, rest);
  const green = ROUND_GREEN + Math.imul((one >>> 8) & 0xff, weight) + Math.imul((other >>> 8) & 0xff, rest);
  return ((redBlue >>> 8) & RED_BLUE) | (green & GREEN);
}
