import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { patiently } from '../../support/eventually.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { guestPolicy, writeGuestDisk } from './guest-policy.ts';
import { type BackendProcess, prepareBackend } from './process.ts';

const root = join(import.meta.dirname, '../../..');
const press = Buffer.alloc(24);
press.writeUInt16LE(1, 16);
press.writeUInt16LE(116, 18);
press.writeInt32LE(1, 20);

let libvirtd: Libvirtd;
let disk: string;
beforeAll(async () => {
  libvirtd = await startLibvirtd();
  disk = await writeGuestDisk(libvirtd);
});
afterAll(() => libvirtd.stop());

const prepare = (...more: string[]): Promise<BackendProcess> => {
  const { socket, uri, dir } = libvirtd;
  const own = ['--libvirt-socket', socket, '--libvirt-uri', uri, '--serial-log', join(dir, 'serial.log')];
  return prepareBackend([...own, ...more]);
};
/** A backend whose guest runs, and never stops when it is asked to. */
async function withGuest(rest = ''): Promise<BackendProcess> {
  const backend = await prepare();
  const policy = guestPolicy(disk, rest).replace('tcg\n', 'tcg\n  stopTimeoutS: 5\n');
  await writeFile(backend.policyFile, policy);
  await backend.start();
  await patiently(async () => expect((await backend.admin.call('guest.get')).state).toBe('running'));
  return backend;
}
const ledger = async (backend: BackendProcess) => (await backend.admin.call('power.ledger')).entries;
const latest = async (backend: BackendProcess) => (await backend.admin.call('operations.list')).operations[0];

/** `bezel`, as a folder for PATH. */
async function bezelIn(backend: BackendProcess): Promise<string> {
  const folder = join(backend.dir, 'bin');
  await mkdir(folder);
  const command = `exec ${process.execPath} ${join(inject('programs'), 'bezel.js')} --socket ${join(backend.runtimeDir, 'admin.sock')} "$@"`;
  await writeFile(join(folder, 'bezel'), `#!/bin/sh\n${command}\n`);
  await chmod(join(folder, 'bezel'), 0o755);
  return folder;
}
async function hostGoesDown(backend: BackendProcess): Promise<unknown> {
  const env = {
    BEZEL_PATH: `${await bezelIn(backend)}:/usr/sbin:/usr/bin:/sbin:/bin`,
    BEZEL_RUN: backend.runtimeDir,
    BEZEL_STATE: backend.stateDir,
    BEZEL_SEATS: join(backend.dir, 'no-seat'),
    LIBVIRT_DEFAULT_URI: `qemu+unix:///session?socket=${libvirtd.socket}`,
  };
  const program = join(root, 'assets/host/usr/lib/bezel/bezel-guest-stop');
  const [code] = await once(spawn(program, { env, stdio: 'ignore' }), 'exit');
  return code;
}
const note = (backend: BackendProcess): boolean => existsSync(join(backend.stateDir, 'host-down'));

test("the box's power button is pressed: the guest is asked to stop, and the box would power off", async () => {
  await using backend = await prepare();
  const input = join(backend.dir, 'input');
  const machine = join(backend.dir, 'machine');
  for (const folder of [input, join(machine, 'proc/bus/input')]) await mkdir(folder, { recursive: true });
  execFileSync('mkfifo', [join(input, 'event2')]);
  await writeFile(
    join(machine, 'proc/bus/input/devices'),
    'I: Bus=0019 Vendor=0\nH: Handlers=kbd event2 \nB: KEY=10000000000000 0\n',
  );
  await writeFile(backend.policyFile, guestPolicy(disk));
  await backend.start('--root', machine, '--power-button', input);
  await using button = await open(join(input, 'event2'), 'w');
  await patiently(async () => {
    await button.write(press);
    expect(await latest(backend)).toMatchObject({ kind: 'power.off', by: { seat: 'bezel', role: 'admin' } });
  });
});

test.each(['guest', 'stop'] as const)('Ctrl-Alt-Del does what the policy says: %s', async (what) => {
  await using backend = await withGuest(`power: { ctrlAltDel: ${what} }`);
  const power = await backend.admin.call('power.ctrl-alt-del');
  if (what === 'stop')
    expect(power.stopping).toMatchObject({ because: 'ctrl-alt-del', afterwards: 'power-off' });
  else expect(power.stopping).toBeUndefined();
  expect(backend.output()).toContain(`Ctrl-Alt-Del is pressed: ${what}`);
  expect(backend.output()).not.toContain('changes nothing');
  // The next backend must not find it while it ends.
  await backend.admin.call('guest.kill');
  await patiently(async () => expect((await backend.admin.call('guest.get')).state).toBe('off'));
});

test('the host goes down: bezeld asks the guest, cuts it at its limit, and has it in the ledger', async () => {
  await using backend = await withGuest();
  expect(await hostGoesDown(backend)).toBe(0);
  expect((await backend.admin.call('guest.get')).state).toBe('off');
  expect(await ledger(backend)).toMatchObject([{ verdict: 'host-down', action: 'leave-off' }]);
  expect(note(backend)).toBe(false);
});

test('the host goes down while bezeld hangs: the guest is seen to all the same, and the next bezeld has it in its ledger, once', async () => {
  await using backend = await withGuest();
  process.kill(backend.pid(), 'SIGSTOP');
  expect(await hostGoesDown(backend)).toBe(0);
  expect(note(backend)).toBe(true);
  for (let restart = 0; restart < 2; restart++) {
    await backend.end('SIGKILL');
    await backend.start();
    await patiently(async () => expect((await backend.admin.call('guest.get')).state).toBe('off'));
    await patiently(async () => expect(note(backend)).toBe(false));
    expect(await ledger(backend)).toMatchObject([
      {
        verdict: 'host-down',
        action: 'leave-off',
        problem: { message: expect.stringMatching(/within 5 s/) },
      },
    ]);
  }
});
