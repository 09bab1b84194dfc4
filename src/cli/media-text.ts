import { textOf } from '../client/hardware/cells.ts';
import { describeMedium } from '../client/media/describe-medium.ts';
import { holderCell, type MediaRow, makeWords, sizeWords, stateCell } from '../client/media/words.ts';
import { formatBytes } from '../client/units.ts';
import type { Drives, ImageFiles, Media } from '../contract/index.ts';
import { renderBlocks } from './hardware-text.ts';
import { formatTime } from './output/format.ts';
import { renderProblemSection } from './output/problems.ts';
import { renderTable } from './output/table.ts';
import type { Line } from './output/text.ts';

/** The USB disks in one line. */
export function mediaLine({ media, news, problems }: Media): string {
  const held = media.filter(({ holder }) => holder === 'guest').length;
  const parts = [
    `USB disks and devices: ${media.length}, in the guest: ${held}, problems: ${problems.length}`,
  ];
  return [...parts, ...(news === undefined ? [] : [news.message])].join('; ');
}

/** The truth table, as `bezel media` prints it. */
export function renderMedia(
  { own, media, news, problems }: Media,
  { drives, news: driveNews, problems: driveProblems }: Drives,
): Line[] {
  const rows: MediaRow[] = [...media, ...drives];
  return [
    ...(rows.length === 0
      ? ['No USB disk or device is plugged in, and there is no drive.']
      : renderTable(
          ['ID', 'DEVICE', 'SIZE', 'NODE', 'GUEST', 'STATE', 'HELD BY', 'WHY'],
          rows.map((medium) => [
            medium.id,
            makeWords(medium),
            sizeWords(medium),
            medium.node,
            medium.target ?? 'none',
            textOf(stateCell(medium)),
            textOf(holderCell(medium)),
            medium.why,
          ]),
        )),
    ...(own ? [] : ['', 'What is plugged in is not given to the guest here, nor are drives.']),
    ...[news, driveNews].flatMap((each) =>
      each === undefined ? [] : ['', `${formatTime(each.at)}: ${each.message}`],
    ),
    ...renderProblemSection([...problems, ...driveProblems]),
  ];
}

/** Everything about one USB disk or drive, as `bezel media list ID` prints it, `columns` wide. */
export const renderMedium = (medium: MediaRow, columns: number): Line[] =>
  renderBlocks(describeMedium(medium), columns);

/** The images on lent disks, as `bezel media images` prints them. */
export const renderImages = ({ images }: ImageFiles): Line[] =>
  images.length === 0
    ? ['There is no image on a lent disk.']
    : renderTable(
        ['FILE', 'SIZE'],
        images.map(({ path, sizeBytes }) => [path, formatBytes(sizeBytes)]),
      );
