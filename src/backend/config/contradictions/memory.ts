import type { Mistake } from '../mistake.ts';
import type { GuestPolicy } from '../policy/policy.ts';

/** Amounts of memory that no box could fulfil. */
export function findMemoryContradictions({
  reserveMiB,
  reserveMaxMiB,
  minMiB,
  maxMiB,
  hugePages,
}: GuestPolicy['memory']): Mistake[] {
  const mistakes: Mistake[] = [];
  const path = (key: string) => ['guest', 'memory', key];
  if (reserveMiB > reserveMaxMiB)
    mistakes.push({
      path: path('reserveMiB'),
      message: `more than reserveMaxMiB, which is ${reserveMaxMiB}`,
    });
  if (maxMiB !== undefined && maxMiB < minMiB)
    mistakes.push({ path: path('maxMiB'), message: `less than minMiB, which is ${minMiB}` });
  if (maxMiB !== undefined && hugePages === '1GiB' && maxMiB < 1024)
    mistakes.push({ path: path('maxMiB'), message: 'less than one page of 1 GiB' });
  return mistakes;
}
