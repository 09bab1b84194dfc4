import { shortUnderWayWords, underWayWords } from '../../client/power/progress.ts';
import type { Power } from '../../contract/index.ts';
import { widthOf } from '../../ui/text/fit.ts';
import { fitLine, type Line, span } from '../../ui/text/line.ts';
import type { Tone } from '../../ui/theme.ts';

/** The row that everybody has to see: what is about to happen, and the keys that change it. The words give way, the keys stay. */
export function renderPowerBar(
  power: Power,
  may: { cancel: boolean; force: boolean },
  columns: number,
  now: Date,
): Line {
  const { countdown, stopping } = power;
  const asked = countdown === undefined && stopping?.phase === 'asked';
  const late = countdown === undefined && stopping?.phase === 'late';
  const tone: Tone = asked ? 'bannerPlain' : 'bannerBad';
  const keys = [
    ...(may.force ? ['F forces it off'] : []),
    ...(may.cancel && stopping?.phase !== 'forcing' ? [late ? 'f lets it go on' : 'f calls it off'] : []),
  ].join(', ');
  const end = keys === '' ? '' : `  ${keys} `;
  const room = Math.max(0, columns - widthOf(end));
  const long = underWayWords(power, now) ?? '';
  const words = widthOf(long) + 1 <= room ? long : (shortUnderWayWords(power, now) ?? long);
  return [...fitLine([span(` ${words}`, tone)], room, tone), span(end, tone)];
}
