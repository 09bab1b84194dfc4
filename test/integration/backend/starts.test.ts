import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationEnded, type Status } from '../../../src/contract/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { guestPolicy, writeGuestDisk } from './guest-policy.ts';
import { type BackendProcess, prepareBackend, until } from './process.ts';

let libvirtd: Libvirtd;
let disk: string;
beforeAll(async () => {
  libvirtd = await startLibvirtd();
  disk = await writeGuestDisk(libvirtd);
});
afterAll(() => libvirtd.stop());

/** 96 MiB are what the box gives the guest, unless less is written here. */
const held = (maxMiB: number): string =>
  guestPolicy(disk)
    .replace('maxMiB: 96', `maxMiB: ${maxMiB}`)
    .replace('guest:\n', 'guest:\n  changes: hold\n');
const statusWhen = (backend: BackendProcess, isWanted: (status: Status) => boolean) =>
  until(() => backend.admin.call('status.get'), isWanted);
const runs = (status: Status): boolean => status.guest.state === 'running';
const codes = (status: Status): string[] => status.problems.map(({ code }) => code);
/** An operation is over after what it does can be seen. */
const ended = async (backend: BackendProcess): Promise<void> => {
  await until(
    () => backend.admin.call('operations.list'),
    ({ operations }) => operations.every(operationEnded),
  );
};
const powerOff = async (backend: BackendProcess): Promise<void> => {
  await backend.admin.call('guest.kill');
  await ended(backend);
  await statusWhen(backend, ({ guest }) => guest.state === 'off');
};
const startByHand = async (backend: BackendProcess): Promise<void> => {
  await backend.admin.call('guest.start');
  await ended(backend);
  await statusWhen(backend, runs);
};
const memoryOf = async (backend: BackendProcess): Promise<number | undefined> =>
  (await backend.admin.call('guest.get')).memoryMiB;

test('held changes, what was accepted and what was chosen outlive a backend that is killed', async () => {
  const { socket, uri, dir } = libvirtd;
  await using backend = await prepareBackend([
    ...['--libvirt-socket', socket, '--libvirt-uri', uri],
    ...['--serial-log', join(dir, 'serial.log')],
  ]);
  const killAndStart = async (): Promise<void> => {
    await backend.end('SIGKILL');
    await backend.start();
    await statusWhen(backend, ({ ready }) => ready);
  };
  await writeFile(backend.policyFile, held(96));
  await backend.start();
  const first = await statusWhen(backend, runs);
  await ended(backend);
  expect(codes(first)).not.toContain('guest.held');
  await powerOff(backend);

  await writeFile(backend.policyFile, held(80));
  await statusWhen(backend, ({ changes }) => changes.held);
  await killAndStart();
  const status = await statusWhen(backend, ({ changes }) => changes.held);
  expect(status.changes.next).toEqual([
    { subject: 'memory', kind: 'changed', message: 'memory 96 MiB → 80 MiB' },
  ]);
  expect(codes(status)).toContain('guest.held');
  await expect(backend.admin.call('guest.start')).rejects.toMatchObject({ code: 'guest.held', status: 409 });
  expect((await backend.admin.call('config.diff', { query: { of: 'next' } })).xml).toContain(
    "-  <memory unit='MiB'>96</memory>\n+  <memory unit='MiB'>80</memory>",
  );

  expect(await backend.admin.call('config.rollback')).toMatchObject({ choice: 'last-good', held: false });
  await killAndStart();
  await startByHand(backend);
  expect(await memoryOf(backend)).toBe(96);
  await powerOff(backend);

  const { nextId } = (await backend.admin.call('status.get')).changes;
  await expect(backend.admin.call('config.accept', { query: { changes: 'others' } })).rejects.toMatchObject({
    code: 'config.changed-again',
  });
  expect(
    await backend.admin.call('config.accept', nextId === undefined ? {} : { query: { changes: nextId } }),
  ).toMatchObject({ choice: 'rendered', held: false });
  await killAndStart();
  await startByHand(backend);
  expect(await memoryOf(backend)).toBe(80);

  const { starts } = await backend.admin.call('config.starts', { query: { limit: 3 } });
  expect(starts.map(({ origin, outcome, changes }) => [origin, outcome, changes.length])).toEqual([
    ['rendered', 'started', 1],
    ['last-good', 'started', 0],
    ['rendered', 'started', 0],
  ]);
  expect(backend.output()).toMatch(/admin \(admin\) chooses the last good configuration/);
  expect(backend.output()).toMatch(
    /admin \(admin\) accepts what the next start changes: memory 96 MiB → 80 MiB/,
  );
  await powerOff(backend);
});
