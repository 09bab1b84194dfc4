import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '../../../src/contract/index.ts';
import { cli } from '../../support/cli-process.ts';
import { patiently } from '../../support/eventually.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { guestPolicy, writeGuestDisk } from '../backend/guest-policy.ts';
import { type BackendProcess, prepareBackend } from '../backend/process.ts';

let libvirtd: Libvirtd;
let backend: BackendProcess;
const where = () => ({ socketPath: join(backend.runtimeDir, 'admin.sock') });
const bezel = (line: string) => cli.run(line.split(' '), where());
const state = async () => contract.guest.parse(JSON.parse((await bezel('guest --json')).stdout)).state;
const latest = async () => (await backend.admin.call('operations.list')).operations[0];

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  const { socket, uri, dir } = libvirtd;
  backend = await prepareBackend([
    ...['--libvirt-socket', socket, '--libvirt-uri', uri],
    ...['--serial-log', join(dir, 'serial.log')],
  ]);
  await writeFile(backend.policyFile, guestPolicy(await writeGuestDisk(libvirtd)));
  await backend.start();
  // The backend starts the guest by itself.
  await patiently(async () => expect((await latest())?.state).toBe('done'));
});
afterAll(async () => {
  await backend[Symbol.asyncDispose]();
  await libvirtd.stop();
});

test('a guest is shown, killed, started and reset by the CLI, and each verb ends when it is so', async () => {
  expect(await state()).toBe('running');
  for (const source of ['live', 'defined', 'rendered']) {
    const { code, stdout } = await bezel(`guest xml ${source} --json`);
    expect(code).toBe(0);
    expect(contract.guestXml.parse(JSON.parse(stdout))).toMatchObject({
      source,
      xml: expect.stringContaining('<domain'),
    });
  }
  expect((await bezel('guest start')).code).toBe(1);
  expect(await bezel('guest kill --yes')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^guest\.kill: done/),
  });
  expect(await state()).toBe('off');
  const started = await bezel('guest start --json');
  expect(started.code).toBe(0);
  expect(contract.operation.parse(JSON.parse(started.stdout)).state).toBe('done');
  expect(await state()).toBe('running');
  expect((await bezel('guest reset --yes')).code).toBe(0);
  // Its QEMU ends with a reset, and the box starts it again.
  await patiently(async () => {
    const { last } = contract.power.parse(JSON.parse((await bezel('power status --json')).stdout));
    expect(last).toMatchObject({ verdict: 'killed', action: 'restart', outcome: 'done' });
    expect(await state()).toBe('running');
  });
});

test('a stop that the guest does not follow can be cancelled, and ends with 1', async () => {
  const { ended } = cli.start(['guest', 'stop', '--json'], where());
  await patiently(async () => expect(await latest()).toMatchObject({ kind: 'guest.stop', state: 'running' }));
  const id = (await latest())?.id ?? '';
  expect((await bezel(`operations cancel ${id}`)).code).toBe(0);
  const { code, stdout } = await ended;
  expect(code).toBe(1);
  expect(contract.operation.parse(JSON.parse(stdout))).toMatchObject({ id, state: 'cancelled' });
  expect(await state()).toBe('running');
});

test('an operation whose backend is killed and comes back is told as interrupted, with 1', async () => {
  const { ended } = cli.start(['guest', 'stop'], where());
  await patiently(async () => expect(await latest()).toMatchObject({ kind: 'guest.stop', state: 'running' }));
  await backend.end('SIGKILL');
  await backend.start();
  const { code, stderr } = await ended;
  expect(code).toBe(1);
  expect(stderr).toContain('guest.stop: interrupted');
});
