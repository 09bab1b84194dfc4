import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { paint } from '../terminal/style.ts';
import { type Tone, theme } from '../theme.ts';
import { fitLine, type Line } from './line.ts';

interface Props {
  lines: readonly Line[];
  /** Columns that every line takes, exactly. */
  width: number;
  /** Lines to take, exactly; as many as there are unless given. */
  height?: number;
  /** The tone of what is empty. */
  rest?: Tone;
}

/**
 * The only component that draws text. Everything passes `plainText` on the way, so that no screen can forget it; the style is put
 * around it here, and limited to what the terminal can show by the stage.
 */
export function Lines({ lines, width, height = lines.length, rest = 'plain' }: Props): ReactElement {
  const rows = Array.from({ length: Math.max(0, height) }, (_, i) => fitLine(lines[i] ?? [], width, rest));
  // One node for all of them: every node costs Ink as much as a row of text.
  const text = rows.map((row) => row.map((each) => paint(each.text, theme[each.tone])).join('')).join('\n');
  return (
    <Box width={width} height={rows.length} flexShrink={0}>
      <Text>{text}</Text>
    </Box>
  );
}
