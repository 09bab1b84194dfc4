import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lookAtFile } from '../../../../src/backend/host/look-at-file.ts';

test('tells files from folders and from what is neither, and follows no link', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'bezel-look-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'file'), 'four');
  symlinkSync(join(dir, 'file'), join(dir, 'link'));
  execFileSync('mkfifo', [join(dir, 'pipe')]);
  const kindOf = async (name: string) => {
    const looked = await lookAtFile(join(dir, name));
    return looked.ok
      ? [looked.value.kind, looked.value.kind === 'file' ? looked.value.sizeBytes : 0]
      : looked.why;
  };
  expect(await kindOf('file')).toEqual(['file', 4]);
  expect(await kindOf('.')).toEqual(['folder', 0]);
  expect(await kindOf('link')).toEqual(['other', 0]);
  expect(await kindOf('pipe')).toEqual(['other', 0]);
  expect(await kindOf('none')).toBe('missing');
});
