import { expect, test } from 'vitest';
import { Parts } from '../../../../src/backend/engine/parts.ts';
import { silentLog } from '../silent-log.ts';

test('a part that does not start is a problem and keeps no other from starting', async () => {
  const parts = new Parts(silentLog);
  const started: string[] = [];
  const failing = {
    start: async () => {
      throw new Error('no \u001b[31msensor');
    },
    stop: async () => {},
  };
  await parts.start('inventory', failing);
  await parts.start('guest', { start: async () => void started.push('guest'), stop: async () => {} });
  expect(started).toEqual(['guest']);
  expect(parts.problems).toMatchObject([
    {
      code: 'backend.part-failed',
      severity: 'error',
      message: 'The part inventory of the backend does not start: no sensor',
    },
  ]);
});

test('parts stop in the reverse order, also when one of them fails to', async () => {
  const parts = new Parts(silentLog);
  const stopped: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    await parts.start(name, {
      start: async () => {},
      stop: async () => {
        stopped.push(name);
        if (name === 'b') throw new Error('stuck');
      },
    });
  }
  await parts.stop();
  expect(stopped).toEqual(['c', 'b', 'a']);
});
