interface Segment {
  segment: string;
  index: number;
}

/** Narrow characters, each a grapheme of its own, with the escapes and line ends between them. */
const SIMPLE =
  /^[\n\u001b\u0020-\u007e\u00a1-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201d\u2022\u2026\u2190-\u2193\u2500-\u259f]*$/;

/**
 * Stands in for `Intl.Segmenter` in the bundle's copy of Ink's packages, with the same answers: they take every line of every frame
 * apart, and Unicode's tables cost 10 ms to load and more to use.
 */
export function createSegmenter(): { segment(text: string): Iterable<Segment> } {
  let full: Intl.Segmenter | undefined;
  return {
    segment: (text) => {
      if (SIMPLE.test(text))
        return Array.from({ length: text.length }, (_, index) => ({ segment: text[index] ?? '', index }));
      full ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
      return full.segment(text);
    },
  };
}
