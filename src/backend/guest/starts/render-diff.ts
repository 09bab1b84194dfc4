import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { plainLines } from '../../../contract/index.ts';

/** Lines removed and added together. Beyond it the comparison (Myers, O(lines × differences)) is given up: 4 MiB of XML take 150 ms until then. */
const mostDifferences = 1000;
/** What the answer has at most; a usual domain XML has 8 KiB. */
const mostCharacters = 128 * 1024;

/**
 * Unified diff of two texts with three lines around each difference, as `diff -u` writes it; empty when they are the same. Each line is plain
 * text. A line that begins with `…` says what is left out.
 */
export function renderDiff(
  before: { name: string; text: string },
  after: { name: string; text: string },
): string {
  if (before.text === after.text) return '';
  const patch = createTwoFilesPatch(
    before.name,
    after.name,
    toLines(before.text),
    toLines(after.text),
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY, maxEditLength: mostDifferences },
  );
  if (patch === undefined) return `… the two differ in more than ${mostDifferences} lines\n`;
  if (patch.length <= mostCharacters) return patch;
  const kept = patch.slice(0, patch.lastIndexOf('\n', mostCharacters) + 1);
  return `${kept}… the rest is too long\n`;
}

/** Both end with one line end, so that the diff need not speak of it. */
const toLines = (text: string): string => `${plainLines(text.trimEnd()).join('\n')}\n`;
