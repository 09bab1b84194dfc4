import type { Access } from '../contract/index.ts';
import { formatDuration, formatTime } from './output/format.ts';
import { renderRows } from './output/table.ts';
import type { Line } from './output/text.ts';

/** What the caller's seat may do, as `bezel access show` prints it. */
export function renderAccess(a: Access): Line[] {
  const rows = [
    ['Seat', a.seat],
    ['Role', a.role],
    ['PIN', a.pinSet ? 'set' : 'none in the policy: no seat can be unlocked'],
  ];
  if (a.unlockedUntil !== undefined) rows.push(['Unlocked until', formatTime(a.unlockedUntil)]);
  if (a.failedAttempts > 0) rows.push(['Failed attempts', String(a.failedAttempts)]);
  if (a.retryAfterMs > 0) rows.push(['Next attempt', `in ${formatDuration(a.retryAfterMs)}`]);
  return renderRows(rows);
}
