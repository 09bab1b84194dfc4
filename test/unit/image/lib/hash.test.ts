import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashInputs } from '../../../../image/lib/hash.ts';

async function makeRoot(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'bezel-hash-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(path.join(root, 'in/deep'), { recursive: true });
  await writeFile(path.join(root, 'in/deep/a'), 'one');
  await symlink('nowhere', path.join(root, 'in/link'));
  return root;
}

test('the same inputs have the same hash; a missing one is an input too', async () => {
  const root = await makeRoot();
  const before = await hashInputs(root, ['in', 'later']);
  expect(await hashInputs(root, ['in', 'later'])).toBe(before);
  await writeFile(path.join(root, 'later'), '');
  expect(await hashInputs(root, ['in', 'later'])).not.toBe(before);
});

test.each<[string, (root: string) => Promise<void>]>([
  ['contents', (root) => writeFile(path.join(root, 'in/deep/a'), 'two')],
  ['a name', (root) => rename(path.join(root, 'in/deep/a'), path.join(root, 'in/deep/b'))],
  [
    "a link's target",
    async (root) => {
      await rm(path.join(root, 'in/link'));
      await symlink('elsewhere', path.join(root, 'in/link'));
    },
  ],
])('%s changes the hash', async (_, change) => {
  const root = await makeRoot();
  const before = await hashInputs(root, ['in']);
  await change(root);
  expect(await hashInputs(root, ['in'])).not.toBe(before);
});

test('strings are told apart', async () => {
  expect(await hashInputs('/', [], ['ab', 'c'])).not.toBe(await hashInputs('/', [], ['a', 'bc']));
});
