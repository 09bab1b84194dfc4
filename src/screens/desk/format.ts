const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (n: number) => String(n).padStart(2, '0');

/** `14:05`, in the box's time zone. */
export const formatClock = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** `14:05:33`. */
export const formatTime = (date: Date): string => `${formatClock(date)}:${two(date.getSeconds())}`;

/** `14:05` today, `2026-01-31 14:05` on any other day; the text itself when it is no date. */
export function formatSince(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const today = date.toDateString() === now.toDateString();
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return today ? formatClock(date) : `${day} ${formatClock(date)}`;
}

/** How long ago, in its two largest units and not finer than minutes: `2 h 3 min`, `5 d 0 h`. Empty for less than a minute and for the future. */
export function formatAge(iso: string, now: Date): string {
  const seconds = Math.floor((now.getTime() - new Date(iso).getTime()) / 1000);
  if (!(seconds >= MINUTE)) return '';
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ${Math.floor((seconds % HOUR) / MINUTE)} min`;
  return `${Math.floor(seconds / DAY)} d ${Math.floor((seconds % DAY) / HOUR)} h`;
}

/** `since 14:05 (2 h 3 min)`. */
export function formatSinceAge(iso: string, now: Date): string {
  const age = formatAge(iso, now);
  return `since ${formatSince(iso, now)}${age === '' ? '' : ` (${age})`}`;
}
