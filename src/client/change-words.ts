import type { Change, StartOrigin } from '../contract/index.ts';

/** What a start uses, in words. */
export const originWords: Record<StartOrigin, string> = {
  rendered: 'what is rendered from the hardware and the policy',
  'last-good': 'the last good configuration',
};

/** The sign before a change: what comes, what goes, what is different. */
export const changeSign: Record<Change['kind'], '+' | '-' | '~'> = { added: '+', removed: '-', changed: '~' };

/** The first `most` changes in one line, and how many there are beyond: `NIC 3 (enp4s0) is gone, memory 64 GiB → 48 GiB and 2 more`. */
export function summariseChanges(changes: readonly Change[], most = 3): string {
  const more = changes.length - most;
  const first = changes.slice(0, most).map(({ message }) => message);
  return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
