import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '../../../src/client/connection.ts';
import { createStore, type State, type Store } from '../../../src/client/store.ts';
import { patiently } from '../../support/eventually.ts';
import { startLibvirtd } from '../../support/libvirtd.ts';
import { type BackendProcess, prepareBackend } from '../backend/process.ts';

let backend: BackendProcess;
let store: Store;
beforeEach(async () => {
  backend = await prepareBackend();
  const client = createClient({
    socketPath: `${backend.runtimeDir}/admin.sock`,
    timeoutMs: 2000,
    quietMs: 500,
  });
  store = createStore({ client });
});
afterEach(async () => {
  store.stop();
  await backend[Symbol.asyncDispose]();
});
const until = (is: (state: State) => boolean) =>
  patiently(() => {
    if (!is(store.getState())) throw new Error(`not yet: ${JSON.stringify(store.getState().link)}`);
  });
const complete = ({ link, status, guest, inventory, access }: State) =>
  link.state === 'connected' &&
  status !== undefined &&
  guest !== undefined &&
  inventory !== undefined &&
  access !== undefined;

test('the store follows a backend that comes late, is killed and comes back', async () => {
  store.start();
  await until(({ link }) => link.state === 'lost');
  await backend.start();
  await until(complete);
  const { access, status } = store.getState();
  expect(access).toMatchObject({ seat: 'admin', role: 'admin' });
  const firstStart = status?.startedAt;

  await backend.end('SIGKILL');
  await until(({ link }) => link.state === 'lost');
  expect(store.getState().status?.startedAt).toBe(firstStart);

  await backend.start();
  await until((state) => complete(state) && state.status?.startedAt !== firstStart);
});

test('the store takes a backend that no longer answers for lost, and finds it again', async () => {
  await backend.start();
  store.start();
  await until(complete);
  process.kill(backend.pid(), 'SIGSTOP');
  await until(({ link }) => link.state === 'lost');
  process.kill(backend.pid(), 'SIGCONT');
  await until(complete);
});

test('the store has the operations that ended before it connected', async () => {
  const libvirtd = await startLibvirtd();
  try {
    await writeFile(
      backend.policyFile,
      `version: 1\nguest:\n  accelerator: tcg\n  disks: [{ target: vda, source: ${backend.policyFile} }]\n`,
    );
    await backend.start('--libvirt-socket', libvirtd.socket, '--libvirt-uri', 'test:///default');
    // The backend starts the guest by itself, which this libvirt refuses.
    await patiently(async () => {
      const { operations } = await backend.admin.call('operations.list');
      expect(operations[0]?.finishedAt).toBeDefined();
    });
    store.start();
    await until(({ operations }) =>
      operations.some(({ kind, state }) => kind === 'guest.start' && state === 'failed'),
    );
  } finally {
    await backend.end('SIGKILL');
    await libvirtd.stop();
  }
});
