import { clip, widthOf } from '../text/fit.ts';
import { fitLine, type Line, line } from '../text/line.ts';
import type { Tone } from '../theme.ts';

/** Lines with a frame and a title around them, `columns` columns in all. */
export function renderBox(
  title: string,
  content: readonly Line[],
  columns: number,
  tone: Tone = 'plain',
): Line[] {
  const inner = Math.max(1, columns - 4);
  const shown = clip(title, inner - 2);
  const rule = '─'.repeat(Math.max(0, inner - widthOf(shown) - 1));
  return [
    [
      { text: '┌─ ', tone },
      { text: shown, tone: 'strong' },
      { text: ` ${rule}┐`, tone },
    ],
    ...content.map((each): Line => [{ text: '│ ', tone }, ...fitLine(each, inner), { text: ' │', tone }]),
    line(`└${'─'.repeat(inner + 2)}┘`, tone),
  ];
}
