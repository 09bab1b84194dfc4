import type { Medium } from '../../contract/index.ts';
import { nameOf } from './model.ts';
import { planTableNews } from './plan-table-news.ts';

/** What has happened to USB disks and devices between two tables, in one line. */
export const planNews = (
  before: readonly Medium[],
  after: readonly Medium[],
  isUp: boolean,
): string | undefined => planTableNews(before, after, isUp, { name: callRow, say: sayChange });

function sayChange(was: Medium | undefined, row: Medium, isUp: boolean): string | undefined {
  const name = callRow(row);
  if (!row.present) return row.state === 'busy' && was?.state !== 'busy' ? `${name}: ${row.why}` : undefined;
  if (row.state === 'attached' && was?.state !== 'attached')
    return `${name}: the guest has it as ${row.target}`;
  if (row.state === 'busy' && was?.state !== 'busy') return `${name}: the guest has not let go of it`;
  if (row.state !== 'none') return undefined;
  if (was?.present !== true) return row.hasMedium ? `${name} was plugged in. ${row.why}` : undefined;
  if (was.hasMedium && !row.hasMedium) return `${name}: its medium was taken out`;
  if (!isUp) return undefined;
  if (was.holder === 'guest') return `${name}: the guest does not have it any more; it may be pulled out`;
  return row.why === was.why ? undefined : `${name}: ${row.why}`;
}

const callRow = ({ kind, id, vendor, model }: Medium): string => nameOf({ kind, id, vendor, model });
