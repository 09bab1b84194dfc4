import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isQemuAlive, killQemu } from '../../../lab/driver/process.ts';

test('a process that is no QEMU is never taken for one, nor killed', async () => {
  expect(await isQemuAlive(process.pid)).toBe(false);
  await killQemu(process.pid);
});

test('a QEMU whose first thread has ended is there until the last has: it holds the lock on its disk', async () => {
  const proc = await mkdtemp(join(tmpdir(), 'bezel-proc-'));
  onTestFinished(() => rm(proc, { recursive: true }));
  await mkdir(join(proc, '7/task/7'), { recursive: true });
  await mkdir(join(proc, '7/task/8'));
  await writeFile(join(proc, '7/stat'), '7 (qemu-system-x86) Z 1 7');
  expect(await isQemuAlive(7, proc)).toBe(true);
  await rm(join(proc, '7/task/8'), { recursive: true });
  expect(await isQemuAlive(7, proc)).toBe(false);
});
