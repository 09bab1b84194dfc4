import type { State } from '../../client/store.ts';
import type { Access, Fact } from '../../contract/index.ts';
import { type Line, line, span } from '../../ui/text/line.ts';
import type { Tone } from '../../ui/theme.ts';
import { formatClock } from '../desk/format.ts';
import { wordsOf } from '../desk/guest-words.ts';

const BAR: Partial<Record<Tone, Tone>> = { good: 'barGood', bad: 'barBad', warning: 'barBad' };

/** The bar at the top: whose box this is, what its guest does, and the time. */
export function renderTop({ status, guest, link }: State, now: Date): { left: Line; right: Line } {
  const shown = (fact: Fact<string> | undefined) =>
    fact === undefined || fact.state === 'unknown' ? undefined : fact.value;
  const name = [shown(status?.product.manufacturer), shown(status?.product.name)]
    .filter((part) => part !== undefined)
    .join(' ');
  const serial = shown(status?.product.serial);
  const { word, tone } = wordsOf(guest?.state);
  const stale = link.state !== 'connected';
  return {
    left: [
      span(` ${name === '' ? 'Bezel' : name}`, 'bar'),
      span(serial === undefined ? '' : `  S/N ${serial}`, 'bar'),
    ],
    right: [
      span('Guest ', 'bar'),
      span(stale ? 'not known' : word, stale ? 'barBad' : (BAR[tone] ?? 'bar')),
      span(`  ${formatClock(now)} `, 'bar'),
    ],
  };
}

/** Whether the seat is locked, in as few columns as a section's title. */
export function renderSeat(seat: string, access: Access | undefined): Line[] {
  return [
    line(` ${seat}`, 'dim'),
    line(` ${lockWords(access)}`, access?.role === 'technician' ? 'warning' : 'dim'),
  ];
}

export function lockWords(access: Access | undefined): string {
  if (access === undefined || access.role === 'viewer') return 'locked';
  if (access.unlockedUntil === undefined) return 'unlocked';
  return `open to ${formatClock(new Date(access.unlockedUntil))}`;
}
