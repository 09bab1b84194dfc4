import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Operation } from '../../../../src/contract/index.ts';
import { type ApiServer, answer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { eventually } from '../../../support/eventually.ts';
import { sample } from '../../../support/samples.ts';

let server: ApiServer;
let now: Operation;
beforeEach(async () => {
  server = await startApiServer();
  now = { ...sample.operation(), kind: 'guest.start', state: 'queued' };
  server.on('operations.get', () => now);
  for (const name of ['guest.start', 'guest.kill', 'guest.reset'] as const)
    server.on(name, () => answer(202, now));
});
afterEach(() => server[Symbol.asyncDispose]());

const start = (...argv: string[]) => cli.start(argv, { socketPath: server.socketPath });
const bezel = (...argv: string[]) => cli.run(argv, { socketPath: server.socketPath });
const waiting = () => eventually(() => expect(server.calls.at(-1)?.name).toBe('operations.get'));
const change = (to: Partial<Operation>) => {
  now = { ...now, ...to };
  server.send({ type: 'operation', data: now });
};
const failed = {
  state: 'failed',
  finishedAt: '2026-03-01T09:00:03.210Z',
  error: { code: 'guest.no-kvm', message: 'The box has no KVM', hint: 'Switch it on in the firmware' },
} as const;

describe('an operation', () => {
  test('is waited for until it is done', async () => {
    const { ended } = start('guest', 'start');
    await waiting();
    change({ state: 'running' });
    change({ state: 'done', finishedAt: '2026-03-01T09:00:03.210Z' });
    expect(await ended).toMatchObject({ code: 0, stdout: 'guest.start: done after 3.2 s\n', stderr: '' });
  });

  test('that fails ends with 1, and says why and what to do', async () => {
    const { ended } = start('guest', 'start', '--json');
    await waiting();
    change(failed);
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual(now);
    expect(stderr).toBe(
      'bezel: guest.start: failed after 3.2 s: The box has no KVM\nhint: Switch it on in the firmware\n',
    );
  });

  test('that ended before anybody listened is not waited for', async () => {
    now = { ...now, state: 'done' };
    expect(await bezel('guest', 'start')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('guest.start: done'),
    });
  });

  test('of somebody else is not mistaken for ours', async () => {
    const { ended } = start('guest', 'start');
    await waiting();
    server.send({ type: 'operation', data: { ...now, id: 'another', state: 'failed' } });
    change({ state: 'done' });
    expect((await ended).code).toBe(0);
  });

  test('is not waited for with --no-wait', async () => {
    const { code, stdout } = await bezel('guest', 'start', '--no-wait');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `guest.start: accepted as operation ${now.id}\n` });
    const asJson = await bezel('guest', 'start', '--no-wait', '--json');
    expect(JSON.parse(asJson.stdout)).toEqual(now);
  });

  test('goes on at Ctrl-C, and its id is told', async () => {
    const { child, ended } = start('guest', 'start');
    await waiting();
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain(`goes on as operation ${now.id}`);
    expect(server.calls.some(({ name }) => name === 'operations.cancel')).toBe(false);
  });

  test('is found again when the backend has restarted meanwhile', async () => {
    const { ended } = start('guest', 'start');
    await waiting();
    await server.kill();
    now = { ...now, state: 'interrupted' };
    await server.revive();
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain('guest.start: interrupted');
    expect(stderr).toContain('hint: ');
  });

  test('that the backend has forgotten is a failure, not a wait without end', async () => {
    server.on('operations.get', () => answer(404, sample.error()));
    expect((await bezel('guest', 'start')).code).toBe(1);
  });
});

describe.each(['kill', 'reset'] as const)('guest %s', (action) => {
  test('is refused without a terminal and without --yes, and says what would be lost', async () => {
    const { code, stderr } = await bezel('guest', action);
    expect(code).toBe(1);
    expect(stderr).toContain('what it has not written is lost');
    expect(stderr).toContain('hint: add --yes');
    expect(server.calls).toEqual([]);
  });

  test('is done with --yes', async () => {
    now = { ...now, state: 'done' };
    expect((await bezel('guest', action, '--yes')).code).toBe(0);
    expect(server.calls[0]?.name).toBe(`guest.${action}`);
  });
});
