import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Event } from '../../../src/contract/index.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { type ConsoleProcess, startConsoleProcess } from '../../support/console-process.ts';
import { sample } from '../../support/samples.ts';

const RESTORED = '\u001b[?7h\u001b[?25h';

let server: ApiServer;
let seat: ConsoleProcess;
beforeEach(async () => {
  server = await startApiServer();
  server.on('operations.list', { operations: [] });
  server.greet((): Event[] => [
    { type: 'status', data: sample.status() },
    { type: 'access', data: sample.access() },
    { type: 'inventory', data: sample.inventory() },
  ]);
  seat = await startConsoleProcess(server.socketPath);
});
afterEach(async () => {
  await seat[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe('the program on a terminal', () => {
  test('shows on every screen what the box is about to do, and f calls it off', async () => {
    server.on('power.cancel', () => sample.power());
    await seat.see('THE GUEST IS RUNNING');
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const countdown = { entry: 12, verdict: 'halted', action: 'power-off', endsAt, totalS: 3600 } as const;
    server.send({ type: 'power', data: { ...sample.power(), countdown } });
    await seat.see('The guest has halted: the box powers off in 3');
    seat.type('2');
    await seat.see('QEMU Virtual CPU');
    await seat.see('The guest has halted: the box powers off in 3');
    seat.type('f');
    await expect.poll(() => server.calls.map(({ name }) => name)).toContain('power.cancel');
  });

  test('shows the box, and is not ended or stopped by Ctrl-C, Ctrl-Z and Ctrl-\\', async () => {
    await seat.see('THE GUEST IS RUNNING');
    seat.type('\u0003\u001a\u001c');
    seat.type('2');
    await seat.see('QEMU Virtual CPU');
  });

  test('ends at once when it is told to, with the terminal as it was', async () => {
    await seat.see('THE GUEST IS RUNNING');
    process.kill(seat.pid, 'SIGTERM');
    expect(await seat.exited).toBe(0);
    expect(seat.output()).toContain(RESTORED);
    expect(await seat.errors()).toBe('');
  });

  test('ends when the terminal goes away, and leaves nothing behind', async () => {
    await seat.see('THE GUEST IS RUNNING');
    seat.hangUp();
    await expect.poll(() => existsSync(`/proc/${seat.pid}`), { timeout: 10_000 }).toBe(false);
  });

  test('leaves a report of a crash, puts the terminal back, waits for nobody, and says so by its exit status', async () => {
    await seat.see('THE GUEST IS RUNNING');
    server.send({ type: 'status', data: { ...sample.status(), product: null } } as unknown as Event);
    expect(await seat.exited).toBe(70);
    expect(seat.output()).toContain(RESTORED);
    const report = await seat.errors();
    expect(report).toMatch(/^bezel-console \S+ has crashed on seat tty1 \(terminal linux, 80x24\)/);
    expect(report).toContain('TypeError');
  });

  test("draws the guest's display on a serial line, and again once that has drawn it", async () => {
    const time = '2026-03-01T08:00:00.000Z';
    const none = { time, width: 720, height: 400, cells: 0, known: 0, lines: [] };
    server.on('guest.screen-text', none);
    const colours = [0xaa, 0, 0, 0xff, 0xff, 0xff, 0, 0, 0xaa, 0, 0, 0];
    server.on('guest.thumbnail', () => ({
      ...{ time, picture: { width: 720, height: 400 }, width: 2, height: 2 },
      base64: Buffer.from(colours.reverse()).toString('base64'),
    }));
    await using serial = await startConsoleProcess(server.socketPath, undefined, { columns: 0, rows: 0 });
    await serial.see('THE GUEST IS RUNNING');
    serial.type('3p');
    await serial.see('display shows (720x400)');
    await serial.see('▀');
    const asked = () => server.calls.filter(({ name }) => name === 'guest.thumbnail').length;
    await expect.poll(asked, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(serial.output()).toContain('\u001b[5n');
    expect(await serial.errors()).toBe('');
  });

  test('asks a terminal whose size the system does not know', async () => {
    const unknown = { columns: 0, rows: 0 };
    await using serial = await startConsoleProcess(server.socketPath, { columns: 110, rows: 30 }, unknown);
    await serial.see('THE GUEST IS RUNNING');
    await expect.poll(() => serial.screen().split('\n')[28]).toContain('? Help');
  });

  test('tells that the backend is gone, and finds it again', async () => {
    await seat.see('THE GUEST IS RUNNING');
    await server.kill();
    await seat.see('The backend does not answer');
    seat.type('9');
    await seat.see('Function keys get lost');
    await server.revive();
    await seat.see('Everywhere');
    seat.type('1');
    await seat.see('Serial number  SN-"42"');
  });
});

describe('the program without a terminal', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(inject('programs'), 'bezel-console.js'), ...args]).then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    );

  test('says what is wrong, and what it takes', async () => {
    expect(await run('--seat', 'tty1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('must be a terminal'),
    });
    expect(await run('--sea', 'tty1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: bezel-console'),
    });
  });

  test('shows its help and its version', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--socket PATH') });
    expect(await run('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^bezel-console \d+\.\d+\.\d+\n$/),
    });
  });
});
