import type { Line } from './line.ts';

/**
 * A bar for work whose size is known, in `columns` columns with the percentage. It moves when the work tells, never by itself.
 * `fraction` is 0 to 1.
 */
export function progressBar(fraction: number, columns: number): Line {
  const part = Number.isFinite(fraction) ? Math.max(0, Math.min(1, fraction)) : 0;
  const cells = Math.max(1, columns - 5);
  const done = Math.round(part * cells);
  return [
    { text: '█'.repeat(done), tone: 'good' },
    { text: '░'.repeat(cells - done), tone: 'dim' },
    { text: `${Math.floor(part * 100)}%`.padStart(5), tone: 'plain' },
  ];
}
