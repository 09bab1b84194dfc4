import { Box } from 'ink';
import type { ReactElement, ReactNode } from 'react';
import { useHints } from '../keys/use-keys.ts';
import { type Line, line } from '../text/line.ts';
import { Lines } from '../text/lines.tsx';
import type { Layout } from './layout.ts';
import { renderHeader, renderHints, renderSectionColumn, renderSectionRow, type Section } from './parts.ts';

interface Props {
  layout: Layout;
  header: { left: Line; right: Line };
  sections: readonly Section[];
  selected: string;
  /** At the foot of the list of sections, where that is a column. */
  aside: readonly Line[];
  /** The same in a word, at the end of the list of sections where that is a row. */
  note: string;
  /** What everybody has to see now, one row: it takes the place of the rule below the header, or of the header. */
  alarm?: ReactNode;
  children: ReactNode;
}

/** What is around every screen: header, sections, hints. Exactly `layout.height` rows. */
export function Frame({
  layout,
  header,
  sections,
  selected,
  aside,
  note,
  alarm,
  children,
}: Props): ReactElement {
  const { width, sectionWidth, contentWidth, contentHeight } = layout;
  const column = layout.sections === 'column';
  const rule = (corner: string) =>
    line(
      column
        ? `${'─'.repeat(sectionWidth)}${corner}${'─'.repeat(width - sectionWidth - 1)}`
        : '─'.repeat(width),
      'dim',
    );
  const divider = Array.from({ length: contentHeight }, () => line('│ ', 'dim'));
  return (
    <Box flexDirection="column" width={width} height={layout.height}>
      {alarm === undefined || layout.rules ? (
        <Lines lines={[renderHeader(header.left, header.right, width)]} width={width} rest="bar" />
      ) : (
        alarm
      )}
      {!column && <Lines lines={[renderSectionRow(sections, selected, note, width)]} width={width} />}
      {layout.rules && (alarm ?? <Lines lines={[rule('┬')]} width={width} />)}
      <Box height={contentHeight}>
        {column && (
          <>
            <Lines
              lines={renderSectionColumn(sections, selected, aside, sectionWidth, contentHeight)}
              width={sectionWidth}
              height={contentHeight}
            />
            <Lines lines={divider} width={2} height={contentHeight} />
          </>
        )}
        <Box flexDirection="column" width={contentWidth} height={contentHeight}>
          {children}
        </Box>
      </Box>
      {layout.rules && <Lines lines={[rule('┴')]} width={width} />}
      <Footer width={width} />
    </Box>
  );
}

function Footer({ width }: { width: number }): ReactElement {
  return <Lines lines={[renderHints(useHints(), width)]} width={width} />;
}
