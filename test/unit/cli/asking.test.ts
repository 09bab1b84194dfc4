import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPin } from '../../../src/backend/access/pin-hash.ts';
import { parsePinHash } from '../../../src/backend/config/parse-pin-hash.ts';
import { run } from '../../../src/cli/run.ts';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { eventually } from '../../support/eventually.ts';
import { sample } from '../../support/samples.ts';

/** A terminal with somebody in front of it. */
function openTerminal(socketPath: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const shown = { stdout: '', stderr: '' };
  stderr.on('data', (chunk) => {
    shown.stderr += chunk;
  });
  const start = (...argv: string[]) =>
    run({
      argv,
      env: { BEZEL_SOCKET: socketPath, NO_COLOR: '1' },
      stdout: { write: (text) => (shown.stdout += text) },
      stderr,
      terminal: createTerminal(stdin, stderr),
      version: '0.0.0',
      signal: new AbortController().signal,
      loadWorkbench: () => Promise.reject(new Error('not in this test')),
      cwd: '/',
    });
  const asked = (question: string) => eventually(() => expect(shown.stderr).toContain(question));
  return { start, asked, shown, type: (keys: string) => stdin.write(keys) };
}

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
  server.on('guest.kill', { ...sample.operation(), kind: 'guest.kill', state: 'done' });
});
afterEach(() => server[Symbol.asyncDispose]());

describe('before something is lost, the program', () => {
  test.each(['y\r', 'YES\r'])('does it after %j', async (keys) => {
    const { start, asked, type } = openTerminal(server.socketPath);
    const code = start('guest', 'kill');
    await asked('Go on? [y/N] ');
    type(keys);
    expect(await code).toBe(0);
    expect(server.calls.map(({ name }) => name)).toEqual(['guest.kill']);
  });

  test.each(['n\r', '\r', 'yesterday\r'])('does nothing after %j, and ends with 1', async (keys) => {
    const { start, asked, shown, type } = openTerminal(server.socketPath);
    const code = start('guest', 'kill');
    await asked('Go on? [y/N] ');
    type(keys);
    expect(await code).toBe(1);
    expect(shown.stderr).toContain('bezel: nothing was done');
    expect(server.calls).toEqual([]);
  });

  test('does nothing after Ctrl-C, and ends with 130', async () => {
    const { start, asked, type } = openTerminal(server.socketPath);
    const code = start('guest', 'kill');
    await asked('Go on? [y/N] ');
    type('\u0003');
    expect(await code).toBe(130);
    expect(server.calls).toEqual([]);
  });
});

describe('a PIN', () => {
  test('is asked for and not shown', async () => {
    server.on('access.unlock', sample.access());
    const { start, asked, shown, type } = openTerminal(server.socketPath);
    const code = start('access', 'unlock');
    await asked('PIN: ');
    type('2468\r');
    expect(await code).toBe(0);
    expect(server.calls[0]?.body).toEqual({ pin: '2468' });
    expect(shown.stderr + shown.stdout).not.toContain('2468');
  });

  test('is asked for twice before it is hashed, and the backend takes the hash', async () => {
    const { start, asked, shown, type } = openTerminal(server.socketPath);
    const code = start('access', 'hash-pin');
    await asked('PIN: ');
    type('2468\r');
    await asked('again: ');
    type('2468\r');
    expect(await code).toBe(0);
    const hash = parsePinHash(shown.stdout.trim());
    expect(hash && (await isPin('2468', hash))).toBe(true);
    expect(hash && (await isPin('2469', hash))).toBe(false);
  });

  test('that differs the second time is not hashed', async () => {
    const { start, asked, shown, type } = openTerminal(server.socketPath);
    const code = start('access', 'hash-pin');
    await asked('PIN: ');
    type('2468\r');
    await asked('again: ');
    type('2469\r');
    expect(await code).toBe(1);
    expect(shown.stdout).toBe('');
  });

  test.each(['123', 'x'.repeat(65), '12\u000734'])('%j is refused', async (pin) => {
    const stdin = Object.assign(new PassThrough(), { isTTY: false });
    stdin.end(`${pin}\n`);
    let stdout = '';
    const sink = { write: () => true };
    const code = await run({
      argv: ['access', 'hash-pin'],
      env: {},
      stdout: { write: (text) => (stdout += text) },
      stderr: sink,
      terminal: createTerminal(stdin, sink),
      version: '0.0.0',
      signal: new AbortController().signal,
      loadWorkbench: () => Promise.reject(new Error('not in this test')),
      cwd: '/',
    });
    expect([code, stdout]).toEqual([1, '']);
  });
});
