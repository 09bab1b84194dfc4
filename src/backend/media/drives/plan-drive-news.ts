import type { Drive } from '../../../contract/index.ts';
import { planTableNews } from '../plan-table-news.ts';
import { driveName } from './model.ts';

/** What has happened to drives between two tables, in one line. */
export const planDriveNews = (
  before: readonly Drive[],
  after: readonly Drive[],
  isUp: boolean,
): string | undefined => planTableNews(before, after, isUp, { name: driveName, say: sayChange });

function sayChange(was: Drive | undefined, row: Drive, isUp: boolean): string | undefined {
  const name = driveName(row);
  if (row.state === 'busy' && was?.state !== 'busy') return `${name}: the guest has not let go of it`;
  if (!row.present) return undefined;
  if (row.state === 'attached' && was?.state !== 'attached')
    return `${name}: the guest has it as ${row.target}`;
  if (was?.present !== true) return `${name} was plugged in. ${row.why}`;
  if (was.state === 'attached' && row.state === 'none' && isUp)
    return `${name}: the guest does not have it any more`;
  if (row.image !== was.image)
    return row.image === undefined
      ? `${name}: the image was taken out`
      : `${name}: the guest has ${row.image}`;
  if (was.disc === 'none' && row.disc === 'present')
    return `${name}: a disc is in it${row.label === undefined ? '' : `, ${row.label}`}`;
  if (was.disc === 'present' && row.disc === 'none') return `${name}: its disc was taken out`;
  if (row.trayOpen === true && was.trayOpen === false) return `${name}: the guest has opened the tray`;
  return row.why === was.why || (!isUp && row.state === 'none') ? undefined : `${name}: ${row.why}`;
}
