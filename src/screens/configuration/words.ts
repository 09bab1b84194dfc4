import { changeSign } from '../../client/change-words.ts';
import type { Change } from '../../contract/index.ts';
import { type Line, line, span } from '../../ui/text/line.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import type { Tone } from '../../ui/theme.ts';

const TONES: Record<ReturnType<typeof changeSign>, Tone> = { '+': 'good', '-': 'bad', '~': 'warning' };
const INDENT = 2;

/** Changes, each with its sign, in as many lines as they take; at most `most` of them. */
export function renderChanges(changes: readonly Change[], columns: number, most = 100): Line[] {
  const more = changes.length - most;
  return [
    ...changes.slice(0, most).flatMap((change) => {
      const sign = changeSign(change);
      const [first = '', ...rest] = wrapText(change.message, columns - INDENT);
      return [
        [span(`${sign} `, TONES[sign]), span(first)],
        ...rest.map((text) => line(' '.repeat(INDENT) + text)),
      ];
    }),
    ...(more > 0 ? [line(`  and ${more} more`, 'dim')] : []),
  ];
}
