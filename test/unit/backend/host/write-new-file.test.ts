import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { writeNewFile } from '../../../../src/backend/host/write-new-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bezel-new-'));
  return () => rm(folder, { recursive: true, force: true });
});

const content = Buffer.alloc(2.5 * 1024 * 1024, 7);
const write = (more: Partial<Parameters<typeof writeNewFile>[0]> = {}) =>
  writeNewFile({
    folder,
    names: ['a.png', 'a-2.png'],
    content,
    signal: new AbortController().signal,
    ...more,
  });

test('a file is written whole, with how far it is, for root alone', async () => {
  const told: number[] = [];
  expect(await write({ onProgress: (fraction) => told.push(fraction) })).toBe('a.png');
  expect(content.equals(await readFile(join(folder, 'a.png')))).toBe(true);
  expect(told).toEqual([0.4, 0.8, 1]);
  expect(await readdir(folder)).toEqual(['a.png']);
});

test('nothing that is there is replaced, whether a file, a folder or a link', async () => {
  await writeFile(join(folder, 'a.png'), 'mine');
  expect(await write()).toBe('a-2.png');
  expect(await readFile(join(folder, 'a.png'), 'utf8')).toBe('mine');
  await expect(write()).rejects.toMatchObject({ code: 'EEXIST' });
  await mkdir(join(folder, 'b.png'));
  await expect(write({ names: ['b.png'] })).rejects.toMatchObject({ code: 'EEXIST' });
  expect((await readdir(folder)).sort()).toEqual(['a-2.png', 'a.png', 'b.png']);
});

test('nothing stays of one that is called off, at whatever time', async () => {
  for (const at of [0, 1, 2, 3]) {
    const abort = new AbortController();
    let told = 0;
    if (at === 0) abort.abort(new Error('called off'));
    const onProgress = () => {
      if (++told === at) abort.abort(new Error('called off'));
    };
    await expect(write({ signal: abort.signal, onProgress })).rejects.toThrow('called off');
    expect(await readdir(folder)).toEqual([]);
  }
});

test('what a killed backend has left is no obstacle, and goes', async () => {
  await writeFile(join(folder, '.bezel-unfinished'), 'half');
  await write();
  expect(await readdir(folder)).toEqual(['a.png']);
});

test('where nothing is mounted any more nothing is written', async () => {
  await expect(write({ isMount: true })).rejects.toMatchObject({ code: 'ENODEV' });
  expect(await readdir(folder)).toEqual([]);
  await expect(write({ folder: join(folder, 'none') })).rejects.toMatchObject({ code: 'ENOENT' });
});
