import type { Drives } from '../contract/index.ts';

/** The drives in one line. */
export function drivesLine({ drives, news, problems }: Drives): string {
  const held = drives.filter(({ holder }) => holder === 'guest').length;
  const parts = [`drives: ${drives.length}, in the guest: ${held}, problems: ${problems.length}`];
  return [...parts, ...(news === undefined ? [] : [news.message])].join('; ');
}
