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
const bezel = (...argv: string[]) => cli.run(argv, { socketPath: join(backend.runtimeDir, 'admin.sock') });
const power = async (...argv: string[]) =>
  contract.power.parse(JSON.parse((await bezel('power', ...argv, '--json')).stdout));
const newest = async () =>
  contract.ledgerPage.parse(JSON.parse((await bezel('power', 'ledger', '--json')).stdout)).entries[0];
const isRunning = () =>
  patiently(async () => expect((await backend.admin.call('guest.get')).state).toBe('running'));

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  const { socket, uri, dir } = libvirtd;
  backend = await prepareBackend([
    ...['--libvirt-socket', socket, '--libvirt-uri', uri],
    ...['--serial-log', join(dir, 'serial.log')],
  ]);
  const rules = 'power: { killed: { action: restart, delayS: 3600 } }';
  await writeFile(backend.policyFile, guestPolicy(await writeGuestDisk(libvirtd), rules));
  await backend.start();
  await isRunning();
});
afterAll(async () => {
  await backend[Symbol.asyncDispose]();
  await libvirtd.stop();
});

test('a stop of the guest is told with what follows, and that is called off', async () => {
  expect((await power('status')).own).toBe(false);
  expect((await bezel('guest', 'kill', '--yes')).code).toBe(0);
  await patiently(async () =>
    expect((await power()).countdown).toMatchObject({ verdict: 'killed', action: 'restart', totalS: 3600 }),
  );
  expect((await bezel('power')).stdout).toMatch(
    /^Under way +The guest's power was cut: the guest is restarted in 3\d{3} s$/m,
  );
  expect((await power('cancel')).countdown).toBeUndefined();
  expect(await newest()).toMatchObject({ verdict: 'killed', outcome: 'cancelled' });
  expect((await bezel('power', 'ledger', '--evidence')).stdout).toMatch(/libvirt +stopped \(destroyed\)/);
  expect((await bezel('power', 'cancel')).code).toBe(1);
});

test('a guest that is restarted at once is started cold, without being asked', async () => {
  const before = await newest();
  await bezel('guest', 'start');
  await isRunning();
  expect(await bezel('power', 'restart', '--now', '--yes', '--reason', 'new NICs')).toMatchObject({
    code: 0,
  });
  await patiently(async () => {
    const entry = await newest();
    expect(entry?.id).not.toBe(before?.id);
    expect(entry).toMatchObject({ action: 'restart', outcome: 'done' });
  });
  await isRunning();
});

test('maintenance has a reason and an end, and outlives the backend', async () => {
  expect((await power('maintenance', 'on', 'new disks', '--for', '2h')).maintenance).toMatchObject({
    reason: 'new disks',
    until: expect.any(String),
  });
  await backend.end('SIGKILL');
  await backend.start();
  expect((await power()).maintenance?.reason).toBe('new disks');
  expect((await power('maintenance', 'off')).maintenance).toBeUndefined();
});
