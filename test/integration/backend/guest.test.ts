import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Event } from '../../../src/contract/index.ts';
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

const prepare = async (policy: string): Promise<BackendProcess> => {
  const { socket, uri, dir } = libvirtd;
  const backend = await prepareBackend([
    '--libvirt-socket',
    socket,
    '--libvirt-uri',
    uri,
    '--serial-log',
    join(dir, 'serial.log'),
  ]);
  await writeFile(backend.policyFile, policy);
  return backend;
};
const guestOf = (backend: BackendProcess) => backend.admin.call('guest.get');
const startedByItself = (backend: BackendProcess) =>
  until(
    () => backend.admin.call('operations.list'),
    ({ operations }) => operations[0]?.kind === 'guest.start' && operations[0].state === 'done',
  );
const ended = (backend: BackendProcess, id: string) =>
  until(
    () => backend.admin.call('operations.get', { params: { id } }),
    (o) => o.state !== 'queued' && o.state !== 'running',
  );

test('the guest starts by itself, and goes on when the backend is killed or ends', async () => {
  await using backend = await prepare(guestPolicy(disk));
  await backend.start();
  await startedByItself(backend);
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    await backend.end(signal);
    await backend.start();
    const guest = await until(
      () => guestOf(backend),
      ({ state }) => state !== 'unknown',
    );
    expect(guest.state).toBe('running');
  }
  const { operations } = await backend.admin.call('operations.list');
  expect(operations.map((o) => [o.kind, o.state])).toEqual([['guest.start', 'done']]);
  const { id } = await backend.admin.call('guest.kill');
  expect(await ended(backend, id)).toMatchObject({ state: 'done' });
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'an operation under way at %s is interrupted afterwards, and the guest is as it is',
  async (signal) => {
    await using backend = await prepare(guestPolicy(disk));
    await backend.start();
    await startedByItself(backend);
    const { id } = await backend.admin.call('guest.stop');
    await until(
      () => backend.admin.call('operations.get', { params: { id } }),
      (o) => o.state === 'running',
    );
    expect(await backend.end(signal)).toBe(signal === 'SIGTERM' ? 0 : null);

    await backend.start();
    expect(await backend.admin.call('operations.get', { params: { id } })).toMatchObject({
      state: 'interrupted',
      cancellable: false,
    });
    const guest = await until(
      () => guestOf(backend),
      ({ state }) => state !== 'unknown',
    );
    expect(guest.state).toBe('running');
    await ended(backend, (await backend.admin.call('guest.kill')).id);
  },
);

test('libvirtd comes and goes, and the backend follows by itself', async () => {
  await using backend = await prepare(guestPolicy(disk));
  await libvirtd.kill('SIGKILL');
  await backend.start();
  const seen: Event[] = [];
  const over = new AbortController();
  const following = backend.admin.events({ onEvent: (event) => seen.push(event), signal: over.signal });
  await until(
    () => backend.admin.call('status.get'),
    (s) => s.problems.some((p) => p.code === 'libvirt.unreachable'),
  );
  await libvirtd.restart();
  const status = await until(
    () => backend.admin.call('status.get'),
    (s) => s.ready && s.libvirt.connected,
  );
  expect(status.problems.map((p) => p.code)).not.toContain('libvirt.unreachable');
  await until(
    async () => seen,
    () => seen.some((e) => e.type === 'status' && e.data.libvirt.connected),
  );
  expect(seen[0]?.type).toBe('status');
  over.abort();
  await following;
});
