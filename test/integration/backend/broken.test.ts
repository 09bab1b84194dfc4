import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '../../../src/client/connection.ts';
import { prepareBackend, until } from './process.ts';

const codes = (status: { problems: { code: string }[] }): string[] =>
  status.problems.map((problem) => problem.code);

test('with nothing in its place the API answers, and the status says what is missing', async () => {
  await using backend = await prepareBackend();
  await backend.start();
  const status = await until(
    () => backend.admin.call('status.get'),
    (s) => codes(s).includes('libvirt.unreachable'),
  );
  expect(codes(status)).toEqual(expect.arrayContaining(['config.missing', 'libvirt.unreachable']));
  expect(status).toMatchObject({ ready: false, guest: { state: 'unknown' }, config: { inForce: 'none' } });
  const firstWarning = status.problems.findIndex((problem) => problem.severity === 'warning');
  const lastError = status.problems.findLastIndex((problem) => problem.severity === 'error');
  if (firstWarning >= 0) expect(lastError).toBeLessThan(firstWarning);
});

test('a damaged policy is said with file and line, and a good one is taken as soon as it is there', async () => {
  await using backend = await prepareBackend();
  await writeFile(backend.policyFile, 'version: 1\nguest:\n  memory: { reserveMiB: much }\n  disks: [\n');
  await backend.start();
  const { problems } = await backend.admin.call('status.get');
  expect(problems).toContainEqual(
    expect.objectContaining({
      where: expect.objectContaining({ file: backend.policyFile, line: expect.any(Number) }),
    }),
  );
  await writeFile(
    backend.policyFile,
    'version: 1\nguest: { disks: [{ target: vda, source: /dev/null }] }\nconsole: { notice: Hello }\n',
  );
  const status = await until(
    () => backend.admin.call('status.get'),
    (s) => s.config.inForce === 'policy',
  );
  expect(status.notice).toBe('Hello');
  expect(status.config.problems).toEqual([]);
});

test('a damaged store is set aside, and that is said', async () => {
  await using backend = await prepareBackend();
  await mkdir(backend.stateDir);
  await writeFile(join(backend.stateDir, 'bezel.db'), 'no database at all '.repeat(500));
  await backend.start();
  expect(codes(await backend.admin.call('status.get'))).toContain('store.damaged');
  expect(await backend.admin.call('operations.list')).toEqual({ operations: [] });
  expect(await readFile(join(backend.stateDir, 'bezel.db.damaged'), 'utf8')).toMatch(/^no database/);
});

test('a state folder that cannot be made is said, and the API answers', async () => {
  await using backend = await prepareBackend();
  await writeFile(backend.stateDir, 'a file where the folder should be');
  await backend.start();
  expect(codes(await backend.admin.call('status.get'))).toContain('store.not-kept');
});

test('a stale socket of a killed backend does not keep the next one from answering', async () => {
  await using backend = await prepareBackend();
  await backend.start();
  await backend.end('SIGKILL');
  await backend.start();
  expect(await backend.admin.call('access.get')).toMatchObject({ seat: 'admin', role: 'admin' });
});

test('SIGTERM ends it in order', async () => {
  await using backend = await prepareBackend();
  await backend.start();
  const following = backend.admin.events({ onEvent: () => {} }).catch((error: Error) => error.name);
  expect(await backend.end('SIGTERM')).toBe(0);
  expect(await following).toBe('Unreachable');
  expect(backend.output()).toContain('The backend stops (SIGTERM); the guest goes on');
});

test('a seat is unlocked by the PIN, and wrong ones are delayed, also by the next backend', async () => {
  await using backend = await prepareBackend();
  // 2468
  const pinHash = '$scrypt$ln=10,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$JB81sph1SnlHVMASB23fCqudg+QvPANWzRBCb8AT6ds';
  await writeFile(
    backend.policyFile,
    `version: 1\nguest: { disks: [{ target: vda, source: /dev/null }] }\naccess: { pinHash: "${pinHash}" }\n`,
  );
  await backend.start();
  const seat = createClient({ socketPath: backend.socket('tty1') });
  await expect(seat.call('config.reload')).rejects.toMatchObject({ code: 'access.locked', status: 403 });
  for (const pin of ['0000', '1111'])
    await expect(seat.call('access.unlock', { body: { pin } })).rejects.toMatchObject({
      code: 'access.wrong-pin',
    });
  await backend.end('SIGKILL');
  await backend.start();
  expect(await seat.call('access.get')).toMatchObject({ failedAttempts: 2, role: 'viewer' });
  const unlocked = await until(
    () => seat.call('access.unlock', { body: { pin: '2468' } }).catch(() => undefined),
    (access) => access !== undefined,
  );
  expect(unlocked).toMatchObject({ role: 'technician' });
  expect(await seat.call('config.reload')).toMatchObject({ inForce: 'policy' });
  expect(backend.output()).not.toMatch(/2468|1111/);
});

test.each([['--no-such-option'], ['positional']])('%s is wrong usage', async (argument) => {
  await using backend = await prepareBackend();
  await expect(backend.start(argument)).rejects.toThrow(/Usage: bezeld/);
});
