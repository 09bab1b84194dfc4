import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GuestChannel } from '../../../src/backend/server/guest/channel/guest-channel.ts';
import { GuestServer } from '../../../src/backend/server/guest/guest-server.ts';
import { box, declaredIntent, guestEvents, guestHealth } from '../../../src/contract/index.ts';
import { startSide, type TestSide } from '../../unit/backend/guest-api/guest-side.ts';
import { golden } from '../../unit/backend/server/api.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';

const root = join(import.meta.dirname, '../../..');
const tool = join(root, 'assets/guest/bezel-guest');

interface Said {
  code: number;
  stdout: string;
  stderr: string;
}

interface GuestWithTool {
  side: TestSide;
  run(shell: string[], ...args: string[]): Promise<Said>;
}

/** A guest that has the channel and no network: the tool finds no program but a shell's own and `sleep`. */
async function startGuest({ hostIsThere = true } = {}): Promise<GuestWithTool> {
  const folder = await mkdtemp(join(tmpdir(), 'bz-gt-'));
  const path = join(folder, 'org.bezel.guest.0');
  const bridge = spawn('perl', [join(root, 'test/support/channel-port.pl'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [first = ''] = (await Promise.race([once(bridge.stdout, 'data'), once(bridge, 'exit')])) as [Buffer?];
  const side = await startSide();
  const { clock } = side;
  const api = new GuestServer({
    ...{ clock, log: silentLog, handlers: { ...golden(), ...side.slice.handlers } },
    ...{ place: { host: '127.0.0.1', port: 0 }, peer: '127.0.0.1', onChange: () => {} },
  });
  const channel = new GuestChannel({ clock, log: silentLog, app: api.app, news: side.slice.events });
  if (hostIsThere) channel.follow(path);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await symlink('/bin/sleep', join(bin, 'sleep'));
  onTestFinished(async () => {
    channel.stop();
    await api.stop(0);
    await end(bridge);
    await rm(folder, { recursive: true, force: true });
  });
  // Of a host that is not there nobody waits longer than he must.
  const wait = hostIsThere ? '5' : '1';
  const env = { PATH: bin, BEZEL_PORT: first.toString().trim(), BEZEL_WAIT: wait };
  return { side, run: ([file = '', ...before], ...args) => run(file, [...before, tool, ...args], env) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const run = (file: string, args: string[], env: Record<string, string>): Promise<Said> =>
  new Promise((resolve) => {
    const child = execFile(file, args, { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

const shells: [name: string, command: string[]][] = [
  ['dash', ['/bin/dash']],
  ['bash', ['/bin/bash', '--posix']],
  ['busybox', [process.env.BEZEL_BUSYBOX ?? '/bin/busybox', 'sh']],
];

describe.each(shells)('with %s', (name, shell) => {
  const isThere = existsSync(shell[0] ?? '');

  it('declares, shows and takes back an intent', async ({ skip }) => {
    skip(!isThere, `needs ${name}`);
    const guest = await startGuest();
    const said = await guest.run(shell, 'intent', 'reboot', 'new "kernel"', '\\6.12\n\u001b[31m', 'für alle');
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(declaredIntent.parse(JSON.parse(said.stdout)).intent).toMatchObject({
      kind: 'reboot',
      reason: 'new "kernel" \\6.12  [31m für alle',
    });
    expect(guest.side.slice.intent?.kind).toBe('reboot');
    expect(JSON.parse((await guest.run(shell, 'intent')).stdout).intent.kind).toBe('reboot');
    expect(await guest.run(shell, 'intent', 'withdraw')).toMatchObject({ code: 0, stdout: '{}\n' });
    expect(guest.side.slice.intent).toBeUndefined();
  });

  it('says how the guest is, asks and hears', async ({ skip }) => {
    skip(!isThere, `needs ${name}`);
    const guest = await startGuest();
    guest.side.guestIs('running');
    expect(box.safeParse(JSON.parse((await guest.run(shell, 'box')).stdout)).success).toBe(true);
    const health = await guest.run(shell, 'health', 'degraded', 'one disk of two');
    expect(guestHealth.parse(JSON.parse(health.stdout))).toEqual(guest.side.slice.health);
    guest.side.bus.publish('guest-event', { kind: 'power-button', consequence: 'stop' });
    const events = guestEvents.parse(JSON.parse((await guest.run(shell, 'events')).stdout));
    expect(events).toMatchObject({ cursor: 'aaaa.1', events: [{ event: { kind: 'power-button' } }] });
    const refused = await guest.run(shell, 'ask', 'backup');
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(JSON.parse(refused.stderr).error.code).toBe('guest.not-available');
    expect((await guest.run(shell, 'ask', 'eject', 'a "disc"')).code).toBe(0);
    expect(guest.side.ejected).toEqual(['a "disc"']);
    const denied = await guest.run(shell, 'call', 'GET', '/v1/status');
    expect([denied.code, JSON.parse(denied.stderr).error.code]).toEqual([1, 'access.denied']);
  });

  it('says so when the host does not answer, and does not hang', async ({ skip }) => {
    skip(!isThere, `needs ${name}`);
    const guest = await startGuest({ hostIsThere: false });
    expect(await guest.run(shell, 'intent', 'halt')).toMatchObject({ code: 3, stdout: '' });
  });

  it('says how it is used when it is used wrongly', async ({ skip }) => {
    skip(!isThere, `needs ${name}`);
    for (const args of [[], ['intent', 'explode'], ['health', 'fine'], ['call', 'GET'], ['nonsense']]) {
      const env = { PATH: '/nowhere' };
      const { code, stderr } = await run(shell[0] ?? '', [...shell.slice(1), tool, ...args], env);
      expect([code, stderr]).toEqual([2, expect.stringContaining('Usage')]);
    }
  });
});

it('is a shell program without faults, as are those of the demo guest', async ({ skip }) => {
  const there = await run('shellcheck', ['--version'], { PATH: process.env.PATH ?? '' });
  skip(there.code !== 0, 'needs shellcheck');
  const demo = ['lib/guest/leave', 'lib/guest/serial', 'lib/guest/start', 'lib/guest/stop', 'sbin/shutdown'];
  const files = [tool, ...demo.map((name) => join(root, 'image/guest/root/usr', name))];
  const { stdout } = await run('shellcheck', ['--shell=sh', ...files], { PATH: process.env.PATH ?? '' });
  expect(stdout).toBe('');
});
