import { expect, test } from 'vitest';
import { LabTimeout } from '../../../lab/driver/errors.ts';
import { waitFor } from '../../../lab/driver/wait.ts';

test('waiting ends with the first answer, past refusals and errors', async () => {
  const answers = [
    () => undefined,
    () => {
      throw new Error('not yet');
    },
    () => 0,
  ];
  expect(await waitFor(() => answers.shift()?.(), { what: 'zero', timeoutMs: 5000, intervalMs: 1 })).toBe(0);
});

test('waiting in vain says for what, and the last reason', async () => {
  const waiting = waitFor(() => Promise.reject(new Error('no socket')), {
    what: 'rain',
    timeoutMs: 5,
    intervalMs: 1,
  });
  await expect(waiting).rejects.toThrow(LabTimeout);
  await expect(waiting).rejects.toThrow(/for rain \(no socket\)/);
});

test('waiting ends when it is called off', async () => {
  const signal = AbortSignal.abort(new Error('the box is off'));
  await expect(waitFor(() => false, { what: 'x', timeoutMs: 5000, signal })).rejects.toThrow(
    'the box is off',
  );
});
