import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Operation } from '../../../src/contract/index.ts';
import { type ApiServer, answer, startApiServer } from '../../support/api-server.ts';
import { onTerminal } from '../../support/on-terminal.ts';
import { sample } from '../../support/samples.ts';

let server: ApiServer;
let now: Operation;
beforeEach(async () => {
  server = await startApiServer();
  now = { ...sample.operation(), kind: 'guest.kill' };
  server.on('guest.kill', () => answer(202, now));
  server.on('operations.get', () => now);
});
afterEach(() => server[Symbol.asyncDispose]());
const change = (to: Partial<Operation>) => {
  now = { ...now, ...to };
  server.send({ type: 'operation', data: now });
};

describe('on a real terminal, the program', () => {
  test('asks, shows the progress on one line, and the end in its place', async () => {
    const terminal = onTerminal(server.socketPath, 'guest kill');
    await terminal.shown('Go on? [y/N]');
    terminal.type('y\r');
    await terminal.shown('waiting for the guest to stop (25 %)');
    change({ progress: { message: 'nearly there', fraction: 0.9 } });
    await terminal.shown('\r\u001b[Kguest.kill: nearly there (90 %)');
    change({ state: 'done' });
    const { code, shown } = await terminal.end();
    expect(code).toBe(0);
    expect(shown).toMatch(/\r\u001b\[Kguest\.kill: \u001b\[32mdone\u001b\[0m\r\n$/);
  });

  test('stops waiting at Ctrl-C, and leaves the operation alone', async () => {
    const terminal = onTerminal(server.socketPath, 'guest kill --yes');
    await terminal.shown('(25 %)');
    terminal.type('\u0003');
    const { code, shown } = await terminal.end();
    expect(code).toBe(130);
    expect(shown).toContain(`goes on as operation ${now.id}`);
    expect(server.calls.map(({ name }) => name)).not.toContain('operations.cancel');
  });

  test('does not show the PIN that is typed', async () => {
    server.on('access.unlock', sample.access());
    const terminal = onTerminal(server.socketPath, 'access unlock');
    await terminal.shown('PIN: ');
    terminal.type('2468\r');
    const { code, shown } = await terminal.end();
    expect(code).toBe(0);
    expect(server.calls[0]?.body).toEqual({ pin: '2468' });
    expect(shown).not.toContain('2468');
  });
});
