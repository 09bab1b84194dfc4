import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { answer, startApiServer } from '../../support/api-server.ts';
import { eventually } from '../../support/eventually.ts';
import { sample } from '../../support/samples.ts';

const example = join(import.meta.dirname, '../../../docs/examples/start-guest.ts');
const runExample = (socketPath: string) => promisify(execFile)(process.execPath, [example, socketPath]);

test('the example of the documentation starts the guest and tells how it goes', async () => {
  await using server = await startApiServer();
  const operation = { ...sample.operation(), kind: 'guest.start' };
  const done = { ...operation, state: 'done' as const, progress: { message: 'the guest runs' } };
  server.on('guest.start', () => answer(202, operation));
  server.on('operations.list', { operations: [operation] });
  server.greet(() => [{ type: 'status', data: sample.status() }]);
  const running = runExample(server.socketPath);
  await eventually(() => expect(server.calls.map(({ name }) => name)).toContain('operations.list'));
  server.send({ type: 'operation', data: done });
  const { stdout, stderr } = await running;
  expect(stdout).toMatch(/done the guest runs\n$/);
  expect(stderr).toBe('');
});

test('the example of the documentation says why it cannot', async () => {
  await expect(runExample('/nonexistent/bezel.sock')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('the backend does not listen'),
  });
});
