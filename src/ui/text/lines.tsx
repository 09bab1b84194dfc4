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
  const shown = Array.from({ length: Math.max(0, height) }, (_, i) => lines[i] ?? []);
  return (
    <Box flexDirection="column" width={width} height={shown.length} flexShrink={0} overflow="hidden">
      {shown.map((spans, i) => (
        <Text key={i} wrap="truncate">
          {fitLine(spans, width, rest)
            .map(({ text, tone }) => paint(text, theme[tone]))
            .join('')}
        </Text>
      ))}
    </Box>
  );
}
