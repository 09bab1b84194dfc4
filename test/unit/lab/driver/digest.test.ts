import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDigest, toPart } from '../../../lab/driver/digest.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digest-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('has what tells whether processors stand still, and the last words of the guest', async () => {
  await writeFile(
    join(folder, 'guest-qemu.txt'),
    'VM status: running\n\nCPU#0\nRAX=0\nRIP=ffffffff810 HLT=1\nCR0=80050033\n',
  );
  await writeFile(join(folder, 'guest-serial.txt'), 'Booting\r\nKernel panic\r\n');
  expect(await readDigest(folder)).toBe(
    '-- guest-qemu.txt\nVM status: running\nCPU#0\nRIP=ffffffff810 HLT=1\n-- guest-serial.txt\nBooting\nKernel panic',
  );
});

it('has nothing that a terminal would obey', () => {
  expect(toPart('x', 'a\u001b[2Jb\n', /\S/, 5)).toBe('-- x\na [2Jb');
});
