import type { Size } from './stage.ts';

/** What is assumed of a terminal that tells nothing. */
export const DEFAULT_SIZE: Size = { columns: 80, rows: 24 };

/**
 * Asks where the cursor stops on its way to the far corner (ECMA-48 CPR), and puts it back. The answer comes among the keys.
 */
export const ASK_SIZE = '\u001b[s\u001b[999;999H\u001b[6n\u001b[u';

/** A 4K monitor with the smallest font; what claims to be larger is drawn on in part. */
const LARGEST: Size = { columns: 480, rows: 135 };

/** A size as the system or the terminal tells it; `undefined` for 0x0, which is what serial lines have, and for nonsense. */
export function toSize(columns: number | undefined, rows: number | undefined): Size | undefined {
  const sane = (n: number | undefined): n is number => n !== undefined && Number.isInteger(n) && n >= 2;
  if (!sane(columns) || !sane(rows)) return undefined;
  return { columns: Math.min(columns, LARGEST.columns), rows: Math.min(rows, LARGEST.rows) };
}
