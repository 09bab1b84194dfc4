import { Box } from 'ink';
import { type ReactElement, useState } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import type { Line } from '../text/line.ts';
import { Lines } from '../text/lines.tsx';
import { scrollKeys } from './scroll-keys.ts';
import { clampOffset, renderBar, revealOffset } from './window.ts';

interface Props {
  lines: readonly Line[];
  width: number;
  height: number;
  /** Starts at the end and stays there while lines are added, until somebody scrolls up. */
  follow?: boolean;
  /** Called when somebody wants to go beyond the first line. */
  onTop?: (() => void) | undefined;
  /** How many lines have been put before the first since the beginning: what is visible stays where it is. */
  before?: number;
  /** A line to be brought into view, once for each `turn`: whoever scrolls away afterwards may. */
  reveal?: { line: number; turn: string } | undefined;
}

/** A window on more lines than there is room for. Only what is visible is drawn. */
export function Scroll({
  lines,
  width,
  height,
  follow = false,
  onTop,
  before = 0,
  reveal,
}: Props): ReactElement {
  // Counted from the line that was the first at the beginning; `undefined` is the end, wherever that is.
  const [wanted, setWanted] = useState<number | undefined>(follow ? undefined : 0);
  const [revealed, setRevealed] = useState<string>();
  const last = clampOffset(lines.length, lines.length, height);
  const offset = clampOffset(wanted === undefined ? last : wanted + before, lines.length, height);
  if (reveal?.turn !== revealed) {
    setRevealed(reveal?.turn);
    if (reveal !== undefined) setWanted(revealOffset(reveal.line, offset, height) - before);
  }
  const move = (by: number) => {
    const next = clampOffset(offset + by, lines.length, height);
    if (by < 0 && offset === 0) onTop?.();
    setWanted(follow && next === last ? undefined : next - before);
  };
  const page = Math.max(1, height - 1);
  const scrolls = lines.length > height;
  const up = scrolls || onTop !== undefined;
  useKeys(
    scrollKeys,
    {
      up: up ? () => move(-1) : undefined,
      down: scrolls ? () => move(1) : undefined,
      pageUp: up ? () => move(-page) : undefined,
      pageDown: scrolls ? () => move(page) : undefined,
      top: up ? () => move(-lines.length) : undefined,
      end: scrolls ? () => move(lines.length) : undefined,
    },
    { level: 'screen' },
  );
  const bar = renderBar(offset, lines.length, height);
  return (
    <Box>
      <Lines
        lines={lines.slice(offset, offset + height)}
        width={bar.length > 0 ? width - 1 : width}
        height={height}
      />
      {bar.length > 0 && <Lines lines={bar} width={1} height={height} />}
    </Box>
  );
}
