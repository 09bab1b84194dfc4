/**
 * What people take for single characters, one after the other: who needs only the first few does not pay for the rest. The segmenter is
 * made at each use: the tables behind it cost every start 10 ms, and are seldom needed.
 */
export function* eachGrapheme(text: string): Generator<string> {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

export const splitGraphemes = (text: string): string[] => [...eachGrapheme(text)];
