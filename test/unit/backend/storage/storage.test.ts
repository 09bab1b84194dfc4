import { expect, it } from 'vitest';
import type { RunCommand } from '../../../../src/backend/host/commands.ts';
import { Storage } from '../../../../src/backend/storage/storage.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';

const unit = 'storage.service';

function begin(run: RunCommand) {
  const clock = new ManualClock();
  const told: string[][] = [];
  const storage = new Storage({
    ...{ clock, run, unit, log: silentLog },
    onChange: () => told.push(storage.problems.map(({ code }) => code)),
  });
  return { clock, storage, told, started: storage.start() };
}

it('has systemd do the work or wait for it, and says nothing when it is done soon', async () => {
  const asked: unknown[] = [];
  const { storage, told, started } = begin(async (file, args) => {
    asked.push([file, ...args]);
    return { ok: true, stdout: '' };
  });
  await started;
  expect(asked).toEqual([['systemctl', 'start', '--no-ask-password', unit]]);
  expect([storage.problems, told]).toEqual([[], []]);
});

it('says after a while that it takes long, and takes it back when it is done', async () => {
  const work = Promise.withResolvers<{ ok: true; stdout: string }>();
  const { clock, storage, told, started } = begin(() => work.promise);
  clock.advance(5000);
  expect(storage.problems).toMatchObject([{ code: 'storage.being-made', severity: 'warning' }]);
  work.resolve({ ok: true, stdout: '' });
  await started;
  expect(told).toEqual([['storage.being-made'], []]);
});

it('says what has failed, without what a terminal would obey', async () => {
  const { storage, started } = begin(async () => ({
    ok: false,
    why: 'failed',
    message: 'no \u001b[31mdisk',
  }));
  await started;
  expect(storage.problems).toMatchObject([{ code: 'storage.failed', severity: 'error' }]);
  expect(storage.problems[0]?.message).not.toMatch(/\p{Cc}/u);
});

it('waits no longer when the backend stops', async () => {
  const { storage, told, started } = begin(
    (_file, _args, { signal } = {}) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve({ ok: false, why: 'cancelled', message: '' }));
      }),
  );
  await storage.stop();
  await started;
  expect(told).toEqual([]);
});

it('has nothing to wait for where there is no unit', async () => {
  const clock = new ManualClock();
  const never: RunCommand = () => Promise.reject(new Error('nobody asks'));
  const storage = new Storage({ clock, log: silentLog, run: never, unit: undefined, onChange: () => {} });
  await storage.start();
  expect(storage.problems).toEqual([]);
});
