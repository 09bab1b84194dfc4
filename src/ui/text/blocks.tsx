import { Box, Text, Transform } from 'ink';
import type { ReactElement } from 'react';

/**
 * A picture of characters, each with colours of its own: `lines` of `width` columns with SGR sequences, which are sent as they are. For what is made of numbers,
 * never of text from elsewhere. Ink lays out something of the same size in its place, so that it neither measures nor keeps them.
 */
export function Blocks({ lines, width }: { lines: readonly string[]; width: number }): ReactElement {
  const place = lines.map(() => '▀'.repeat(width)).join('\n');
  return (
    <Box width={width} height={lines.length} flexShrink={0}>
      <Transform transform={(_, index) => lines[index] ?? ''}>
        <Text>{place}</Text>
      </Transform>
    </Box>
  );
}
