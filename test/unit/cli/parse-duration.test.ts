import { expect, test } from 'vitest';
import { parseDuration } from '../../../src/cli/parse-duration.ts';

test.each([
  ['90', 90],
  ['90s', 90],
  ['30m', 1800],
  ['2d', 172_800],
  ['1h30m', 5400],
  ['1h 30m', undefined],
  ['-1', undefined],
  ['', undefined],
])('%j as a duration is %j', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});
