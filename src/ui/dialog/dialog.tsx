import { Box } from 'ink';
import type { ReactElement } from 'react';
import type { Line } from '../text/line.ts';
import { Lines } from '../text/lines.tsx';
import type { Tone } from '../theme.ts';
import { renderBox } from './box.ts';

export interface Area {
  width: number;
  height: number;
}

/** The columns that a dialog's content has in an area of such a width. */
export const dialogColumns = (width: number): number => Math.max(10, Math.min(60, width - 2) - 4);

interface Props {
  title: string;
  lines: readonly Line[];
  /** What has to be seen in any case: where there is no room for all, `lines` give way. */
  foot?: readonly Line[];
  /** The part of the screen that it is in the middle of. */
  area: Area;
  tone?: Tone;
}

/** A box in the middle of the screen, over whatever is there. */
export function Dialog({ title, lines, foot = [], area, tone = 'plain' }: Props): ReactElement {
  const columns = dialogColumns(area.width) + 4;
  const room = Math.max(0, area.height - 2 - foot.length);
  const fitting = lines.length > room ? lines.filter((line) => line.length > 0).slice(0, room) : lines;
  const box = renderBox(title, [...fitting, ...foot], columns, tone);
  return (
    <Box
      position="absolute"
      marginLeft={Math.max(0, Math.floor((area.width - columns) / 2))}
      marginTop={Math.max(0, Math.floor((area.height - box.length) / 2))}
    >
      <Lines lines={box} width={columns} />
    </Box>
  );
}
