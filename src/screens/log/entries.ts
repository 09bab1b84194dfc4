import type { LogEntry } from '../../contract/index.ts';

/** As many as anybody scrolls through on a console; the support pack has all. */
export const MOST = 2000;

/** Entries and those that came after them, without doubles; the oldest are dropped when there are too many. */
export function appendEntries(known: readonly LogEntry[], newer: readonly LogEntry[]): LogEntry[] {
  const cursors = new Set(known.map(({ cursor }) => cursor));
  return [...known, ...newer.filter(({ cursor }) => !cursors.has(cursor))].slice(-MOST);
}

/** Entries and those that came before them; nothing more is taken when there are enough. */
export function prependEntries(known: readonly LogEntry[], older: readonly LogEntry[]): LogEntry[] {
  const cursors = new Set(known.map(({ cursor }) => cursor));
  const room = Math.max(0, MOST - known.length);
  const fresh = older.filter(({ cursor }) => !cursors.has(cursor));
  return [...(room > 0 ? fresh.slice(-room) : []), ...known];
}
