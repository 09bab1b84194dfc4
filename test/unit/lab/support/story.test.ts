import { expect, test } from 'vitest';
import { isTooLate } from '../../../lab/support/story.ts';

test('a story does not begin when the time of the run is used up, and always where nobody has set one', () => {
  expect(isTooLate('1000', 1000)).toBe(false);
  expect(isTooLate('1000', 1001)).toBe(true);
  expect(isTooLate(undefined, 1001)).toBe(false);
});
