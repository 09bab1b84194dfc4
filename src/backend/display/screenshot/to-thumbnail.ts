import type { Pixels } from './model.ts';

/** The largest size within `most` that has the proportions of `picture`, which is never made larger. */
export function planThumbnail(
  picture: Pick<Pixels, 'width' | 'height'>,
  most: { width: number; height: number },
): { width: number; height: number } {
  const scale = Math.min(1, most.width / picture.width, most.height / picture.height);
  const size = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: size(picture.width), height: size(picture.height) };
}

/** So many pixels take some milliseconds. */
const STEP_PIXELS = 256 * 1024;

/**
 * A picture scaled down to `width` x `height`, by a box filter: each pixel has the mean colour of exactly the place that it stands for. Sums are whole numbers,
 * in parts of a pixel: a pixel of the picture is `width` x `height` of them, one of the thumbnail as many as the picture has pixels. A step at a time.
 */
export function* toThumbnail(
  picture: Pixels,
  { width, height }: { width: number; height: number },
): Generator<void, Pixels> {
  const sums = new Float64Array(width * height * 3);
  // One pixel more than there are: what the last one leaves for the next is nothing.
  const row = new Float64Array((width + 1) * 3);
  const columns = splitAxis(picture.width, width);
  const rows = splitAxis(picture.height, height);
  const perStep = Math.ceil(STEP_PIXELS / picture.width);
  for (let y = 0; y < picture.height; y++) {
    const first = rows.first[y] ?? 0;
    const inFirst = rows.inFirst[y] ?? 0;
    sumRow(picture, y, columns, row);
    addRow(sums, first, row, inFirst);
    if (inFirst < height) addRow(sums, first + 1, row, height - inFirst);
    if (y % perStep === perStep - 1) yield;
  }
  const rgb = new Uint8Array(sums.length);
  const parts = picture.width * picture.height;
  for (let at = 0; at < rgb.length; at++) rgb[at] = Math.round((sums[at] ?? 0) / parts);
  return { width, height, rgb };
}

/** For each pixel along one axis: in which of the thumbnail's it begins, and how many of its parts are in that one. The others are in the next. */
interface Axis {
  first: Uint16Array;
  inFirst: Uint16Array;
  /** The parts of each. */
  parts: number;
}

function splitAxis(length: number, wanted: number): Axis {
  const axis = { first: new Uint16Array(length), inFirst: new Uint16Array(length), parts: wanted };
  for (let at = 0; at < length; at++) {
    const first = Math.floor((at * wanted) / length);
    axis.first[at] = first;
    axis.inFirst[at] = Math.min(wanted, (first + 1) * length - at * wanted);
  }
  return axis;
}

/** The sums of one row of the picture, for each column of the thumbnail. */
function sumRow(
  { width, rgb }: Pixels,
  y: number,
  { first, inFirst, parts }: Axis,
  sums: Float64Array,
): void {
  sums.fill(0);
  for (let x = 0, from = y * width * 3; x < width; x++, from += 3) {
    const here = inFirst[x] ?? 0;
    const next = parts - here;
    const to = (first[x] ?? 0) * 3;
    for (let part = 0; part < 3; part++) {
      const value = rgb[from + part] ?? 0;
      sums[to + part] = (sums[to + part] ?? 0) + value * here;
      sums[to + part + 3] = (sums[to + part + 3] ?? 0) + value * next;
    }
  }
}

function addRow(sums: Float64Array, y: number, row: Float64Array, times: number): void {
  const length = row.length - 3;
  for (let from = 0, to = y * length; from < length; from++, to++)
    sums[to] = (sums[to] ?? 0) + (row[from] ?? 0) * times;
}
