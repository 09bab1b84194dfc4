import { chmod, mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PowerBox, startPowerBox } from './support/box.ts';

let box: PowerBox;
let directory: string;
beforeEach(async () => {
  box = await startPowerBox({ watchdog: 'pause' });
  directory = join(box.libvirtd.dir, 'dumps');
});
afterEach(() => box?.[Symbol.asyncDispose]());

const start = async (keep: number): Promise<void> => {
  await box.writePolicy(`power: { dump: { keep: ${keep}, directory: ${directory} } }`);
  await box.backend.start();
  await box.booted(1);
};
const dumps = async () => (await readdir(directory)).filter((name) => name.endsWith('.kdump'));

test('the memory of a guest that crashes, or whose watchdog bites, is dumped before it starts again', async () => {
  await mkdir(directory);
  await box.libvirtd.give(directory);
  await chmod(directory, 0o700);
  await start(1);
  await box.tell('p');
  await box.booted(2);
  const crashed = await box.entered(1);
  expect(crashed).toMatchObject({ verdict: 'crashed', action: 'restart', outcome: 'done' });
  const [first = ''] = await dumps();
  const file = join(directory, first);
  expect(crashed.dump).toMatchObject({ state: 'written', file });
  expect(crashed.problem).toBeUndefined();
  // What crash(8) knows a compressed dump of kdump by: makedumpfile's "flattened" format, or the plain one.
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(16) });
  expect(bytesRead).toBe(16);
  expect(buffer.toString('latin1')).toMatch(/^(KDUMP {3}|makedumpfile)/);

  await box.tell('w');
  await box.booted(3);
  const bitten = await box.entered(2);
  expect(bitten).toMatchObject({ verdict: 'watchdog', outcome: 'done', dump: { state: 'written' } });
  // One is kept: the newest.
  expect(await dumps()).toHaveLength(1);
  expect(await dumps()).not.toContain(first);
});

test('a guest whose memory cannot be dumped starts again all the same, and the ledger says why', async () => {
  await writeFile(directory, 'not a folder');
  await start(2);
  await box.tell('p');
  await box.booted(2);
  const entry = await box.entered(1);
  expect(entry).toMatchObject({ verdict: 'crashed', action: 'restart', outcome: 'done' });
  expect(entry.dump).toMatchObject({ state: 'failed', message: expect.stringMatching(/EEXIST|ENOTDIR/) });
});

test('a guest that has halted is not dumped', async () => {
  await mkdir(directory);
  await box.libvirtd.give(directory);
  await box.writePolicy(
    `power: { halted: { action: restart, delayS: 0 }, dump: { keep: 1, directory: ${directory} } }`,
  );
  await box.backend.start();
  await box.booted(1);
  await box.tell('h');
  await box.booted(2);
  expect((await box.entered(1)).dump).toBeUndefined();
  expect(await dumps()).toEqual([]);
});
