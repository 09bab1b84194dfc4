import { expect, test } from 'vitest';
import { toSlug } from '../../../lab/support/folder.ts';
import { withLimit } from '../../../lab/support/limit.ts';

test("a story's title becomes a folder's name", () => {
  expect(toSlug('The console on ttyS0 is killed: it comes back!')).toBe(
    'the-console-on-ttys0-is-killed-it-comes-back',
  );
  expect(toSlug('x'.repeat(80))).toHaveLength(50);
  expect(toSlug('../../etc')).toBe('etc');
});

test('a story that takes too long is ended with its name', async () => {
  await expect(withLimit(new Promise(() => undefined), 5, '“the story”')).rejects.toThrow(
    '“the story” takes longer',
  );
  await expect(withLimit(Promise.resolve(1), 60_000, 'quick')).resolves.toBe(1);
});
