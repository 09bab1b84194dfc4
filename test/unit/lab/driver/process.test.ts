import { expect, test } from 'vitest';
import { isQemuAlive, killQemu } from '../../../lab/driver/process.ts';

test('a process that is no QEMU is never taken for one, nor killed', async () => {
  expect(await isQemuAlive(process.pid)).toBe(false);
  await killQemu(process.pid);
});
