const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/**
 * JSON that is safe on a terminal: `JSON.stringify` escapes the C0 control characters only; the others that a terminal may act on
 * are escaped here, so that nothing is lost. Indented by `indent` spaces; 0 gives one line.
 */
export function renderJson(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
