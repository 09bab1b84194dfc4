import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toSlug } from '../../../lab/support/folder.ts';
import { withLimit } from '../../../lab/support/limit.ts';
import { whileLocked } from '../../../lab/support/lock.ts';
import { eventually } from '../../../support/eventually.ts';

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

test('of two who want a lock, the second waits; a failure lets go of it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'lab-lock-'));
  try {
    const file = join(dir, 'lock');
    const order: string[] = [];
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const first = whileLocked(file, async () => {
      order.push('first begins');
      await mayEnd;
      order.push('first ends');
      throw new Error('in vain');
    });
    await eventually(() => expect(order).toEqual(['first begins']));
    const second = whileLocked(file, async () => void order.push('second'));
    end();
    await expect(first).rejects.toThrow('in vain');
    await second;
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
