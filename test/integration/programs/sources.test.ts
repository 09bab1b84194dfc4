import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { prepareBackend } from '../backend/process.ts';

const sources = join(import.meta.dirname, '../../../src');
const run = promisify(execFile);

/** All other tests start the bundles. */
test('the backend and the command line run from their sources too, and end when they are told to', async () => {
  await using backend = await prepareBackend([], {}, [], join(sources, 'backend/main.ts'));
  await backend.start();
  const socket = join(backend.runtimeDir, 'admin.sock');
  const asked = [join(sources, 'cli/main.ts'), '--socket', socket, 'access', 'show', '--json'];
  const { stdout, stderr } = await run(process.execPath, asked);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(await backend.admin.call('access.get'));
  expect(await backend.end('SIGTERM')).toBe(0);
});
