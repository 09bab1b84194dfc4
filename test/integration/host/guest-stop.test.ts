import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { biosDomainXml } from '../libvirt/support/bios-domain.ts';

const program = join(import.meta.dirname, '../../../assets/host/usr/lib/bezel/bezel-guest-stop');
/** SeaBIOS, which hears of no power button. */
const guest = 'bios';

let libvirtd: Libvirtd;
let dir: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  libvirtd = await startLibvirtd();
  await writeFile(join(libvirtd.dir, 'bios.xml'), await biosDomainXml(libvirtd, guest));
  virsh('define', join(libvirtd.dir, 'bios.xml'));
});
afterAll(() => libvirtd.stop());
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bz-down-'));
  for (const name of ['bin', 'run', 'state']) await mkdir(join(dir, name));
  await writeFile(join(dir, 'seat'), '');
});
afterEach(async () => {
  if (child?.exitCode === null) child.kill('SIGKILL');
  if (virsh('list', '--name').trim() !== '') virsh('destroy', guest);
  await rm(dir, { recursive: true, force: true });
});

const uri = (): string => `qemu+unix:///session?socket=${libvirtd.socket}`;
const virsh = (...args: string[]): string =>
  execFileSync('virsh', ['-c', uri(), ...args], { encoding: 'utf8' });

/** What stands in for `bezel`: `exit 3` is what it ends with when no backend answers. */
async function bezelDoes(what: string): Promise<void> {
  await writeFile(join(dir, 'bin/bezel'), `#!/bin/sh\n${what}\n`);
  await chmod(join(dir, 'bin/bezel'), 0o755);
}
function begin(env: Record<string, string> = {}): ChildProcess {
  child = spawn(program, {
    stdio: 'ignore',
    env: {
      BEZEL_PATH: `${join(dir, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`,
      BEZEL_RUN: join(dir, 'run'),
      BEZEL_STATE: join(dir, 'state'),
      BEZEL_SEATS: join(dir, 'seat'),
      LIBVIRT_DEFAULT_URI: uri(),
      ...env,
    },
  });
  return child;
}
const run = async (env?: Record<string, string>): Promise<unknown> => (await once(begin(env), 'exit'))[0];
const readNote = (): Promise<string> => readFile(join(dir, 'state/host-down'), 'utf8');

test('bezeld stops the guest, and nothing is left to do or to note', async () => {
  await bezelDoes('echo "$@" >$(dirname "$0")/asked');
  expect(await run()).toBe(0);
  expect(await readFile(join(dir, 'bin/asked'), 'utf8')).toBe('power host-down\n');
  expect(existsSync(join(dir, 'state/host-down'))).toBe(false);
});

test('bezeld does not answer and the guest is off: nothing is done', async () => {
  await bezelDoes('exit 3');
  expect(await run()).toBe(0);
  expect(existsSync(join(dir, 'state/host-down'))).toBe(false);
});

test('bezeld does not answer: the guest is asked, the seat shows it, and the note says that it has stopped', async () => {
  await bezelDoes('exit 3');
  virsh('start', guest);
  await writeFile(join(dir, 'run/guest-stop-seconds'), '100\n');
  const ending = once(begin(), 'exit');
  await vi.waitFor(async () => expect(await readNote()).toMatch(/^end=asked\nasked=acpi$/m), 20_000);
  await vi.waitFor(
    async () =>
      expect(await readFile(join(dir, 'seat'), 'utf8')).toMatch(/waits for the guest: .* cut in \d+ s/),
    20_000,
  );
  // As when the guest switches itself off.
  virsh('destroy', guest);
  expect((await ending)[0]).toBe(0);
  expect(await readNote()).toMatch(/^at=\d{4}-\S+Z\nend=stopped\nasked=acpi\nseconds=\d+\nlimit=100\n$/);
});

test('a bezeld that says it is done is not believed while the guest runs; at the limit its power is cut, and the note says so', async () => {
  await bezelDoes('exit 0');
  virsh('start', guest);
  await writeFile(join(dir, 'run/guest-stop-seconds'), '5\n');
  expect(await run()).toBe(0);
  expect(await readNote()).toMatch(/^end=cut$/m);
  expect(virsh('list', '--name').trim()).toBe('');
  expect(await readFile(join(dir, 'seat'), 'utf8')).toContain('its power is cut');
});

test('neither bezeld nor libvirt answers: that is noted, and the host goes down all the same', async () => {
  await bezelDoes('exit 3');
  const nowhere = `qemu+unix:///session?socket=${join(dir, 'nowhere')}`;
  expect(await run({ LIBVIRT_DEFAULT_URI: nowhere, BEZEL_LIBVIRT_SECONDS: '1' })).toBe(1);
  expect(await readNote()).toMatch(/^end=unknown\nasked=nobody$/m);
});

test.each(['', 'much', '-5', '99999', '7 8'])('a limit of %j is none: it is 120 s', async (limit) => {
  await bezelDoes('exit 3');
  await writeFile(join(dir, 'run/guest-stop-seconds'), limit);
  const nowhere = `qemu+unix:///session?socket=${join(dir, 'nowhere')}`;
  await run({ LIBVIRT_DEFAULT_URI: nowhere, BEZEL_LIBVIRT_SECONDS: '0' });
  expect(await readNote()).toMatch(/^limit=120$/m);
});
