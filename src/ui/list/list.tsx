import { Box } from 'ink';
import type { ReactElement } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { scrollKeys } from '../scroll/scroll-keys.ts';
import { renderBar } from '../scroll/window.ts';
import { fitLine, type Line, line } from '../text/line.ts';
import { Lines } from '../text/lines.tsx';
import { planList } from './plan-list.ts';

interface Props {
  /** Above the rows, always in view. */
  head: readonly Line[];
  rows: readonly Line[];
  /** Below the rows; of what there is no room for, the beginning is shown. */
  foot?: readonly Line[];
  /** Index of the chosen row. */
  chosen: number;
  onChoose(index: number): void;
  width: number;
  height: number;
}

/** Rows of which one is chosen. It stays in view; the keys are those of long texts. */
export function List({ head, rows, foot = [], chosen, onChoose, width, height }: Props): ReactElement {
  const last = rows.length - 1;
  const { first, shown, heads, feet } = planList(
    { head: head.length, rows: rows.length, foot: foot.length, chosen },
    height,
  );
  const move = (by: number) => onChoose(Math.max(0, Math.min(last, chosen + by)));
  const page = Math.max(1, shown - 1);
  const can = rows.length > 1;
  useKeys(
    scrollKeys,
    {
      up: can ? () => move(-1) : undefined,
      down: can ? () => move(1) : undefined,
      pageUp: can ? () => move(-page) : undefined,
      pageDown: can ? () => move(page) : undefined,
      top: can ? () => move(-rows.length) : undefined,
      end: can ? () => move(rows.length) : undefined,
    },
    { level: 'screen' },
  );
  const visible = rows.slice(first, first + shown);
  const lines = visible.map((row, i) =>
    first + i === chosen
      ? fitLine(row, width - 1).map(({ text }) => ({ text, tone: 'selected' as const }))
      : row,
  );
  const below = feet < foot.length ? [...foot.slice(0, Math.max(0, feet - 1)), line('…', 'dim')] : foot;
  const bar = renderBar(first, rows.length, shown);
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Lines lines={head} width={width} height={heads} />
      <Box width={width} height={shown}>
        <Lines lines={lines} width={width - 1} height={shown} />
        <Lines lines={bar} width={1} height={shown} />
      </Box>
      <Lines lines={below} width={width} height={feet} />
    </Box>
  );
}
