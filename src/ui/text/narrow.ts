/**
 * Text of characters that are one column wide on every terminal: ASCII, Latin letters, box drawing, blocks, and the few signs we use.
 * Measuring anything else takes Unicode's tables, which costs a hundred times as much.
 */
export const NARROW =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201d\u2022\u2026\u2190-\u2193\u2500-\u259f]*$/;
