import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeInPlace } from '../../../../src/backend/host/write-in-place.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bz-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('writing in place', () => {
  it('keeps the file that is there', async () => {
    const path = join(dir, 'nr_hugepages');
    await writeFile(path, '0\n');
    const { ino } = await stat(path);
    await writeInPlace(path, '512');
    expect(await readFile(path, 'utf8')).toBe('512');
    expect((await stat(path)).ino).toBe(ino);
  });

  it('makes no file where there is none', async () => {
    await expect(writeInPlace(join(dir, 'absent'), '1')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(dir)).toEqual([]);
  });
});
