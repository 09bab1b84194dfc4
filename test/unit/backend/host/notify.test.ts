import { expect, test } from 'vitest';
import { systemdNotify } from '../../../../src/backend/host/notify.ts';

test('without systemd nothing is sent and nothing fails', async () => {
  const failures: unknown[] = [];
  await systemdNotify(undefined, (error) => failures.push(error))('READY=1');
  expect(failures).toEqual([]);
});

test('a notification that cannot be sent is reported and never throws', async () => {
  const failures: unknown[] = [];
  await systemdNotify('/nowhere/notify', (error) => failures.push(error))(
    'WATCHDOG=1',
    'STATUS=The guest is running',
  );
  expect(failures).toHaveLength(1);
});
