import { toFileTaking } from '../../contract/file-taking.ts';
import type { Medium } from '../../contract/index.ts';
import { isStale } from '../selectors.ts';
import type { State } from '../state.ts';
import { titleWords } from './words.ts';

/** The USB disks that a file can be written to now, and what keeps the others from it, in words. */
export interface FileTakers {
  takers: Medium[];
  others: string[];
}

export function selectFileTakers(state: State): FileTakers {
  if (isStale(state)) return { takers: [], others: [] };
  const disks = (state.media?.media ?? []).filter(({ kind, present }) => kind === 'disk' && present);
  const looks = disks.map((disk) => ({ disk, ...toFileTaking(disk) }));
  return {
    takers: looks.flatMap(({ disk, allowed }) => (allowed ? [disk] : [])),
    others: looks.flatMap(({ disk, allowed, reason }) =>
      allowed ? [] : [`${titleWords(disk)}: ${reason ?? 'not possible now'}`],
    ),
  };
}
