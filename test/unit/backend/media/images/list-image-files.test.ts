import { expect, test } from 'vitest';
import type { LookAtFile } from '../../../../../src/backend/host/look-at-file.ts';
import { notRead, read } from '../../../../../src/backend/host/reading.ts';
import { listImageFiles } from '../../../../../src/backend/media/images/list-image-files.ts';

const lent = { path: '/run/bezel-lent/1-2-0-17', type: 'vfat', readOnly: true };

/** A disk in memory: folders by their paths, and the sizes of files; `null` for what is neither. */
function disk(folders: Record<string, string[]>, sizes: Record<string, number | null>) {
  const looked: string[] = [];
  const look: LookAtFile = async (path) => {
    looked.push(path);
    const size = sizes[path];
    if (folders[path] !== undefined) return read({ kind: 'folder', sizeBytes: 0 });
    if (size === undefined) return notRead('missing', 'there is none');
    return read(size === null ? { kind: 'other', sizeBytes: 0 } : { kind: 'file', sizeBytes: size });
  };
  const listNames = async (path: string) => {
    const names = folders[path];
    return names === undefined ? notRead('missing', 'there is none') : read(names);
  };
  return { looked, list: () => listImageFiles({ listNames }, look, [lent]) };
}

const at = (...parts: string[]): string => [lent.path, ...parts].join('/');

test('images are found in the top folder and in those right in it, and no deeper', async () => {
  const { list } = disk(
    { [at()]: ['a.iso', 'discs'], [at('discs')]: ['B.ISO', 'deep'], [at('discs', 'deep')]: ['c.iso'] },
    { [at('a.iso')]: 2048, [at('discs', 'B.ISO')]: 4096, [at('discs', 'deep', 'c.iso')]: 2048 },
  );
  expect(await list()).toEqual([
    { path: at('a.iso'), sizeBytes: 2048 },
    { path: at('discs', 'B.ISO'), sizeBytes: 4096 },
  ]);
});

test('what is no file of whole sectors, or has a name that no screen shows, is left out', async () => {
  const names = ['pipe.iso', 'odd.iso', 'empty.iso', '\u001b[2J.iso', 'gone.iso', 'notes.txt'];
  const sizes = [null, 2049, 0, 2048, undefined, 2048];
  const known = names.flatMap((name, i) => (sizes[i] === undefined ? [] : [[at(name), sizes[i] ?? null]]));
  const { list } = disk({ [at()]: names }, Object.fromEntries(known));
  expect(await list()).toEqual([]);
});

test('of a disk that is full of names only so much is looked at', async () => {
  const names = Array.from({ length: 5000 }, (_, i) => `${i}.iso`);
  const { list, looked } = disk({ [at()]: names }, Object.fromEntries(names.map((name) => [at(name), 2048])));
  expect(await list()).toHaveLength(100);
  expect(looked).toHaveLength(2000);
});
