import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../../../src/client/connection.ts';
import { cli } from '../../support/cli-process.ts';
import { patiently } from '../../support/eventually.ts';
import { onTerminal } from '../../support/on-terminal.ts';
import { type EchoBox, startEchoBox } from '../console/support/echo-box.ts';

let box: EchoBox;
beforeAll(async () => {
  box = await startEchoBox();
});
afterAll(() => box?.[Symbol.asyncDispose]());

describe('by the CLI', () => {
  test('opens it on a terminal, and leaves it with the terminal as it was', async () => {
    const terminal = onTerminal(box.adminSocket, 'guest console');
    await terminal.shown("the guest's console: Ctrl-] leaves");
    await terminal.shown('READY');
    terminal.type('typed\u0003here');
    await terminal.shown('typedhere');
    terminal.type('\u001b]0;evil\u0007\u001b[c\u001b[?1049hafter');
    await terminal.shown('\u001b[?1049hafter');
    terminal.type('\u001d');
    const { code, shown } = await terminal.end();
    expect(code).toBe(0);
    expect(shown).not.toMatch(/evil|\u001b\[c/);
    expect(shown).toMatch(/\u001b\[\?1049l[^a-z]*p[\s\S]*\u001b\[\?25h\u001b>\u001b\[999;1H\r+\n$/);
  });

  test('asks before it takes it, is told when it is taken, and is refused without a terminal', async () => {
    using holder = await box.open('admin');
    await holder.tells({ kind: 'open' });
    const terminal = onTerminal(box.adminSocket, 'guest console');
    await terminal.shown("Admin has the guest's console; taking it over ends it there.");
    terminal.type('y\r');
    await terminal.shown('Ctrl-] leaves');
    await holder.tells({ kind: 'ended', why: 'taken', by: 'admin' });
    await box.unlock('ttyS0');
    using next = await box.open('ttyS0', true);
    await next.tells({ kind: 'open' });
    const { code, shown } = await terminal.end();
    expect(code).toBe(1);
    expect(shown).toContain("ttyS0 has taken the guest's console");
    const piped = await cli.run(['guest', 'console'], { socketPath: box.adminSocket });
    expect(piped).toMatchObject({ code: 1, stderr: expect.stringContaining('needs a terminal') });
  });

  test('goes on with the next backend when this one is killed', async () => {
    const terminal = onTerminal(box.adminSocket, 'guest console');
    await terminal.shown('READY');
    await box.backend.end('SIGKILL');
    await terminal.shown('the backend does not answer; it is tried again');
    await box.backend.start();
    await patiently(async () => expect((await box.backend.admin.call('guest.get')).state).toBe('running'));
    // What is typed before the line is open again is lost.
    await patiently(async () => {
      terminal.type('~');
      expect(terminal.sinceThe('tried again')).toMatch(/Ctrl-\] leaves[\s\S]*~~/);
    });
    terminal.type('\u001d');
    expect((await terminal.end()).code).toBe(0);
  });

  test('prints what was said last, in lines', async () => {
    const { stdout, code } = await cli.run(['guest', 'console', '--log', '-n', '1000'], {
      socketPath: box.adminSocket,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('READY\n');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

test('what the BIOS says on the display is read from its picture', async () => {
  const read = await cli.run(['guest', 'screenshot', '--text'], { socketPath: box.adminSocket });
  expect(read).toMatchObject({ code: 0, stderr: '' });
  expect(read.stdout).toMatch(/^SeaBIOS \(version .*\)$/m);
  expect(read.stdout).toMatch(/^Booting from Hard Disk\.\.\.$/m);
});

test('a picture of the display in small has light and dark where the BIOS has written', async () => {
  const argv = ['guest', 'screenshot', '--thumbnail', '--columns', '40'];
  const drawn = await cli.run(argv, { socketPath: box.adminSocket });
  expect(drawn).toMatchObject({ code: 0, stderr: '' });
  const lines = drawn.stdout.slice(0, -1).split('\n');
  expect(lines[0]).toMatch(/[.:=+*#%@-]/);
  expect(Math.max(...lines.map((line) => line.length))).toBe(40);
  const { stdout } = await cli.run([...argv, '--json'], { socketPath: box.adminSocket });
  expect(JSON.parse(stdout)).toMatchObject({ width: 40, picture: { width: expect.any(Number) } });
});

test('a picture of the display is a file on standard output, and nothing for a terminal', async () => {
  const command = `'${process.execPath}' '${join(inject('programs'), 'bezel.js')}' guest screenshot`;
  const options = {
    env: { PATH: process.env.PATH, BEZEL_SOCKET: box.adminSocket },
    encoding: 'buffer',
  } as const;
  const { stdout } = await promisify(execFile)('sh', ['-c', command], options);
  const [width, height] = [stdout.readUInt32BE(16), stdout.readUInt32BE(20)];
  expect(stdout.subarray(1, 4).toString()).toBe('PNG');
  expect(width * height).toBeGreaterThanOrEqual(640 * 400);
  const terminal = onTerminal(box.adminSocket, 'guest screenshot');
  expect(await terminal.end()).toMatchObject({ code: 1, shown: expect.stringContaining('> guest.png') });
});

test('a picture is not saved where there is no such disk, as the backend itself says, too', async () => {
  const named = await cli.run(['guest', 'screenshot', '--save', '9-9'], { socketPath: box.adminSocket });
  expect(named).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no USB disk or drive 9-9'),
  });
  const client = createClient({ socketPath: box.adminSocket });
  const asked = client.call('guest.screenshot-save', { body: { medium: '9-9:0' } });
  await expect(asked).rejects.toMatchObject({ status: 404, code: 'media.unknown' });
});
