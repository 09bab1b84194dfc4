import type { Inventory } from '../../contract/index.ts';
import { blank, line } from '../../ui/text/line.ts';
import { formatSince } from '../desk/format.ts';
import { renderProblems } from '../desk/problems.ts';
import type { Item } from './items.ts';

/** Below every part: what of the whole could not be read, and when and where it was read. */
export function renderEnd(
  { hostname, kernel, takenAt, problems }: Inventory,
  columns: number,
  now: Date,
): Item[] {
  const unread = renderProblems('What could not be read', problems, columns);
  const system = kernel.state === 'unknown' ? '' : `, kernel ${kernel.value}`;
  return [
    { lines: [...(unread.length > 0 ? [blank, ...unread] : []), blank] },
    { lines: [line(`Host ${hostname}${system}, read ${formatSince(takenAt, now)}`, 'dim')] },
  ];
}
