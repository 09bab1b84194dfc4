import { Box } from 'ink';
import { type ReactElement, useMemo } from 'react';
import type { HardwareSection } from '../../client/hardware/model.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { type Item, markItem } from './items.ts';
import { LIST, renderList, renderTabs } from './parts.ts';
import { renderSearchLine } from './search-line.ts';
import type { Searching } from './use-search.ts';

/** From this width on the parts are a list beside their content instead of a row above it. */
const WIDE = 100;
const DIVIDER = 2;

interface Props {
  width: number;
  height: number;
  sections: readonly HardwareSection[];
  section: HardwareSection;
  searching: Searching;
  /** What the part shows in so many columns. */
  render(columns: number): readonly Item[];
}

/** One part of the hardware, the way to the others, and what is searched for. */
export function PartView({ width, height, sections, section, searching, render }: Props): ReactElement {
  const { search, place, places, at } = searching;
  const list = width >= WIDE && height > sections.length;
  const room = list ? width - LIST - DIVIDER : width;
  const tabs = list || height < 3 ? 0 : 2;
  const searchRow = search === undefined || height < 4 ? 0 : 1;
  // A column is left for the scroll bar.
  const items = useMemo(() => render(room - 1), [render, room]);
  const { lines, at: marked } = markItem(items, place, room - 1);
  const content = (
    <Box flexDirection="column" width={room} height={height}>
      <Lines lines={[renderTabs(sections, section, room)]} width={room} height={tabs} />
      {/* A key of its own: each part begins at its top. */}
      <Scroll
        key={section.id}
        lines={lines}
        width={room}
        height={height - tabs - searchRow}
        reveal={marked === undefined ? undefined : { line: marked, turn: `${search?.turn} ${search?.query}` }}
      />
      {search !== undefined && searchRow > 0 && (
        <Lines lines={[renderSearchLine(search, at, places.length, room)]} width={room} height={searchRow} />
      )}
    </Box>
  );
  if (!list) return content;
  const divider = Array.from({ length: height }, () => line('│ ', 'dim'));
  return (
    <Box width={width} height={height}>
      <Lines lines={renderList(sections, section)} width={LIST} height={height} />
      <Lines lines={divider} width={DIVIDER} height={height} />
      {content}
    </Box>
  );
}
