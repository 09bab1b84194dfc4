import type { Change, StartOrigin } from '../contract/index.ts';

const ORIGINS: Record<StartOrigin, string> = {
  rendered: 'what is rendered from the hardware and the policy',
  'last-good': 'the last good configuration',
};

/** What a start uses, in words; its own name where a newer backend has one that we have no words for. */
export const originWords = (origin: StartOrigin): string => ORIGINS[origin] ?? origin;

/** The sign before a change: what comes, what goes, what is different. */
export const changeSign = ({ kind }: Pick<Change, 'kind'>): '+' | '-' | '~' =>
  kind === 'added' ? '+' : kind === 'removed' ? '-' : '~';

/** The first `most` changes in one line, and how many there are beyond: `NIC 3 (enp4s0) is gone, memory 64 GiB → 48 GiB and 2 more`. */
export function summariseChanges(changes: readonly Change[], most = 3): string {
  const more = changes.length - most;
  const first = changes.slice(0, most).map(({ message }) => message);
  return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
