import type { Placement } from './placement.ts';
import { planTaps, toAffected } from './plan-taps.ts';
import { mixRows, scaleRow } from './scale-rows.ts';

/** Gives row `y` of the picture; it is read before the next is asked for, and has at least the picture's width. */
export type RowSource = (y: number) => Uint32Array;

/** Scales rows of one picture for one place. Coordinates are the target's own: 0, 0 is its upper left corner. */
export interface Scaler {
  /** Fills `out[x]` for x from `from` to before `to` with row `y`. */
  row(y: number, from: number, to: number, out: Uint32Array): void;
  columns(from: number, to: number): [number, number];
  rows(from: number, to: number): [number, number];
  /** Must be called before rows are asked for after the picture has changed, or for other columns. */
  forget(): void;
}

/** The rows that one new row is made of are kept until they are too far above: scaling up uses most of them more than once. */
export function createScaler({ source, target }: Placement, readRow: RowSource): Scaler {
  const across = planTaps(source.width, target.width);
  const down = planTaps(source.height, target.height);
  const slots = Array.from({ length: down.count }, () => new Uint32Array(target.width));
  const holds = new Int32Array(down.count).fill(-1);

  function scaled(y: number, from: number, to: number): Uint32Array {
    const slot = y % down.count;
    const out = slots[slot]!;
    if (holds[slot] !== y) {
      scaleRow(readRow(source.y + y), source.x, across, from, to, out);
      holds[slot] = y;
    }
    return out;
  }

  return {
    row(y, from, to, out) {
      const first = down.first[y]!;
      const rows = Array.from({ length: down.count }, (_, index) => scaled(first + index, from, to));
      mixRows(rows, down.weights.subarray(y * down.count, (y + 1) * down.count), from, to, out);
    },
    columns: (from, to) => toAffected(across, from - source.x, to - source.x),
    rows: (from, to) => toAffected(down, from - source.y, to - source.y),
    forget: () => holds.fill(-1),
  };
}
