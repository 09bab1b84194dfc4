import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noPolicy } from '../../../src/backend/config/policy/policy.ts';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { filesBelow } from '../../../src/backend/host/files.ts';
import { watchEntries } from '../../../src/backend/host/watch-entries.ts';
import { renderNutFiles } from '../../../src/backend/power/ups/render-nut-files.ts';
import { Ups } from '../../../src/backend/power/ups/ups.ts';
import { sample } from '../../support/samples.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';

const event = join(import.meta.dirname, '../../../assets/host/usr/lib/bezel/bezel-ups-event');
/** upsmon looks every five seconds, and more than once before it gives a UPS up. */
const patience = { timeout: 60_000, interval: 100 };

let dir: string;
const children: ChildProcess[] = [];
let ups: Ups | undefined;
let stops: unknown[];
let second = 1_700_000_000;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bz-ups-'));
  await chmod(dir, 0o755);
  for (const name of ['conf', 'state']) await mkdir(join(dir, name));
  // As in the box: whoever watches the UPS is not root.
  await give(join(dir, 'state'));
  await give(dir);
  stops = [];
});
afterEach(async () => {
  await ups?.stop();
  await Promise.all(children.splice(0).map(end));
  await rm(dir, { recursive: true, force: true });
});

async function give(path: string): Promise<void> {
  const ids = /^nut:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (ids === null) throw new Error('NUT is not installed');
  await chown(path, Number(ids[1]), Number(ids[2]));
}

/** With what it has started: upsmon has a second process, which outlives the first. */
async function end(child: ChildProcess): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  const exit = isOver ? undefined : once(child, 'exit');
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  } catch {
    // Nobody is left.
  }
  await exit;
}

/** One of NUT's programs, as its unit runs it. */
function run(program: string, ...args: string[]): void {
  const env = {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    NUT_CONFPATH: join(dir, 'conf'),
    NUT_STATEPATH: dir,
    NUT_ALTPIDPATH: dir,
    BEZEL_UPS: dir,
  };
  children.push(spawn(program, args, { env, stdio: 'ignore', detached: true }));
}

/** The driver reads its file when it is of another second. */
async function upsIs(status: string): Promise<void> {
  const file = join(dir, 'box.dev');
  await writeFile(`${file}.new`, `ups.status: ${status}\nbattery.charge: 42\nbattery.runtime: 600\n`);
  second += 10;
  await utimes(`${file}.new`, second, second);
  await rename(`${file}.new`, file);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** NUT with its own driver for trying things out, and what follows it. */
async function begin(): Promise<Ups> {
  const policy = { driver: 'dummy-ups', port: join(dir, 'box.dev') };
  const notify = join(dir, 'event');
  await copyFile(event, notify);
  const shutdown = join(dir, 'empty');
  await writeFile(shutdown, `#!/bin/sh\nid -un >${dir}/was-empty\n`);
  for (const program of [notify, shutdown]) await chmod(program, 0o755);
  const { files } = renderNutFiles(policy, {
    folder: dir,
    password: crypto.randomUUID(),
    programs: { notify, shutdown },
    port: await freePort(),
  });
  for (const [name, text] of files) {
    await writeFile(join(dir, 'conf', name), text, { mode: 0o640 });
    await give(join(dir, 'conf', name));
  }
  run('/usr/lib/nut/dummy-ups', '-a', 'box', '-F');
  await vi.waitFor(() => expect(existsSync(join(dir, 'dummy-ups-box'))).toBe(true), patience);
  run('/usr/lib/nut/upsd', '-F');
  // Its mark that it runs is always in the same place, and outlives it.
  const alone = 'mount -t tmpfs none /run/nut && exec /usr/lib/nut/upsmon -F';
  run('unshare', '--mount', 'sh', '-c', alone);

  ups = new Ups({
    clock: systemClock,
    log: silentLog,
    folder: dir,
    // The processes are the test's own, with files of its own.
    files: { readText: filesBelow('/').readText, listNames: filesBelow('/').listNames },
    writeFile: async () => {},
    removeFile: async () => {},
    run: async () => ({ ok: true, stdout: '' }),
    watchEntries,
    readPolicy: () => ({ ...noPolicy().power, ups: policy }),
    power: {
      'power.off': ({ body }) => {
        stops.push(body);
        return sample.operation();
      },
    },
    tellGuest: () => {},
    onChange: () => {},
  });
  await ups.start();
  return ups;
}

const codes = (of: Ups): string[] => of.problems.map(({ code }) => code);

test('the mains fail, come back, fail again, and the battery runs down', { timeout: 200_000 }, async () => {
  await upsIs('OL');
  const following = await begin();
  await upsIs('OB DISCHRG');
  await vi.waitFor(() => expect(codes(following)).toEqual(['power.ups-on-battery']), patience);
  expect(following.problems[0]?.message).toContain('(42 %, about 10 min when it said so)');
  await upsIs('OL CHRG');
  await vi.waitFor(() => expect(codes(following)).toEqual([]), patience);
  expect(stops).toEqual([]);

  await upsIs('OB DISCHRG LB');
  await vi.waitFor(() => expect(stops).toMatchObject([{ because: 'ups', atLimit: 'force-off' }]), patience);
  expect(codes(following)).toEqual(['power.ups-low']);
  // upsmon's own last word, as root: it does not depend on us.
  await vi.waitFor(
    async () => expect(await readFile(join(dir, 'was-empty'), 'utf8')).toBe('root\n'),
    patience,
  );
  expect(stops).toHaveLength(1);
});

test('a UPS that does not answer is said', { timeout: 200_000 }, async () => {
  await upsIs('OL');
  const following = await begin();
  await upsIs('OB DISCHRG');
  await vi.waitFor(() => expect(codes(following)).toEqual(['power.ups-on-battery']), patience);
  await upsIs('OL');
  await vi.waitFor(() => expect(codes(following)).toEqual([]), patience);
  const [driver] = children;
  if (driver !== undefined) await end(driver);
  await vi.waitFor(() => expect(codes(following)).toEqual(['power.ups-lost']), patience);
  expect(stops).toEqual([]);
});
