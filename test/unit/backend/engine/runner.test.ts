import { beforeEach, expect, test } from 'vitest';
import { Journal } from '../../../../src/backend/engine/journal.ts';
import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import { OperationRunner } from '../../../../src/backend/engine/runner.ts';
import { type Database, openStore } from '../../../../src/backend/engine/store.ts';
import type { WorkContext, WorkRequest } from '../../../../src/backend/engine/work.ts';
import type { Operation } from '../../../../src/contract/index.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';

const by = { seat: 'tty1', role: 'technician' } as const;
let db: Database;
let clock: ManualClock;
let changes: Operation[];
let runner: OperationRunner;

const newRunner = (): OperationRunner =>
  new OperationRunner({ journal: new Journal(db), clock, log: silentLog, onChange: (o) => changes.push(o) });

beforeEach(() => {
  db = openStore({ file: ':memory:', setAside: () => '' }).db;
  clock = new ManualClock();
  changes = [];
  runner = newRunner();
});

const submit = (kind: string, run: WorkRequest['run'], cancellable = true): Operation =>
  runner.submit({ kind, by, cancellable, run });

/** Work that a test ends. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const started = Promise.withResolvers<WorkContext>();
  return {
    run: (context: WorkContext) => {
      started.resolve(context);
      return promise;
    },
    started: started.promise,
    resolve,
    reject,
  };
}

const ended = async (id: string): Promise<Operation> => {
  while (runner.unfinished().some((o) => o.id === id)) await new Promise(setImmediate);
  return runner.get(id);
};

test('work runs one after the other, in the order in which it came', async () => {
  const seen: string[] = [];
  const first = held();
  submit('first', first.run);
  const second = submit('second', async () => void seen.push('second'));
  const third = submit('third', async () => void seen.push('third'));
  await first.started;
  expect(seen).toEqual([]);
  expect(runner.unfinished().map((o) => o.state)).toEqual(['running', 'queued', 'queued']);
  first.resolve();
  await ended(third.id);
  expect(seen).toEqual(['second', 'third']);
  expect(runner.get(second.id).state).toBe('done');
});

test('an operation is in the journal before its caller has an answer', () => {
  const { id } = submit('guest.start', async () => {});
  expect(new Journal(db).get(id)).toMatchObject({ kind: 'guest.start', state: 'queued', by });
});

test('failing work says what the operator can do, and the next work runs', async () => {
  const failing = submit('guest.start', async () => {
    throw new OperatorError('guest.no-kvm', 'KVM is missing', { hint: 'Switch it on in the firmware' });
  });
  const next = submit('guest.stop', async () => {});
  expect(await ended(failing.id)).toMatchObject({
    state: 'failed',
    error: { code: 'guest.no-kvm', message: 'KVM is missing', hint: 'Switch it on in the firmware' },
  });
  expect(await ended(next.id)).toMatchObject({ state: 'done' });
});

test('a mistake of ours is called that, and its details stay in the log', async () => {
  const { id } = submit('guest.start', async () => {
    throw new TypeError('x is not a function');
  });
  const { error } = await ended(id);
  expect(error?.code).toBe('internal');
  expect(JSON.stringify(error)).not.toContain('x is not a function');
});

test('work that throws before it returns a promise fails like any other', async () => {
  const { id } = submit('guest.start', () => {
    throw new OperatorError('a.b', 'It is off');
  });
  expect(await ended(id)).toMatchObject({ state: 'failed', error: { code: 'a.b' } });
});

test('cancelling tells running work by its signal, and the operation ends when the work does', async () => {
  const work = held();
  const { id } = submit('guest.stop', work.run);
  const { signal } = await work.started;
  runner.cancel(id);
  expect(signal.aborted).toBe(true);
  expect(runner.get(id).state).toBe('running');
  work.reject(signal.reason);
  expect((await ended(id)).state).toBe('cancelled');
});

test('work that was done before it noticed the cancel is done', async () => {
  const work = held();
  const { id } = submit('guest.stop', work.run);
  await work.started;
  runner.cancel(id);
  work.resolve();
  expect((await ended(id)).state).toBe('done');
});

test('what has not begun is cancelled at once and never runs', async () => {
  const work = held();
  submit('first', work.run);
  const seen: string[] = [];
  const second = submit('second', async () => void seen.push('second'), false);
  expect(runner.cancel(second.id).state).toBe('cancelled');
  work.resolve();
  await new Promise(setImmediate);
  expect(seen).toEqual([]);
});

test('what cannot be cancelled, has ended or never was is refused', async () => {
  const work = held();
  const running = submit('guest.kill', work.run, false);
  await work.started;
  expect(() => runner.cancel(running.id)).toThrow(
    expect.objectContaining({ code: 'operation.not-cancellable' }),
  );
  work.resolve();
  await ended(running.id);
  expect(() => runner.cancel(running.id)).toThrow(expect.objectContaining({ code: 'operation.ended' }));
  expect(() => runner.cancel('nope')).toThrow(expect.objectContaining({ code: 'operation.unknown' }));
});

test('progress is told at most every 250 ms, and the latest is never lost', async () => {
  const work = held();
  const { id } = submit('copy', work.run);
  const { progress } = await work.started;
  const before = changes.length;
  for (let i = 1; i <= 100; i++) progress('Copying', i / 100);
  expect(changes.length - before).toBe(1);
  clock.advance(250);
  expect(changes.length - before).toBe(2);
  expect(runner.get(id).progress).toEqual({ message: 'Copying', fraction: 1 });
  work.resolve();
  await ended(id);
});

test('progress stays between 0 and 1, and after the end nothing changes any more', async () => {
  const work = held();
  const { id } = submit('copy', work.run);
  const { progress } = await work.started;
  progress('Copying', 7);
  work.resolve();
  const end = await ended(id);
  expect(end.progress.fraction).toBe(1);
  progress('Ghost', 0);
  clock.advance(1000);
  expect(runner.get(id)).toEqual(end);
});

test('what an earlier backend left unfinished is interrupted', async () => {
  const work = held();
  const running = submit('guest.start', work.run);
  const queued = submit('guest.stop', async () => {});
  await work.started;
  const next = newRunner();
  next.start();
  expect(next.unfinished()).toEqual([]);
  expect(next.get(running.id)).toMatchObject({
    state: 'interrupted',
    cancellable: false,
    finishedAt: expect.any(String),
  });
  expect(next.get(queued.id).state).toBe('interrupted');
  work.resolve();
});

test('stopping tells the running work, interrupts what waits and takes no more', async () => {
  const work = held();
  const running = submit('guest.stop', work.run);
  const waiting = submit('guest.start', async () => {});
  const { signal } = await work.started;
  const stopping = runner.stop(1000);
  work.reject(signal.reason);
  await stopping;
  expect(runner.get(running.id).state).toBe('interrupted');
  expect(runner.get(waiting.id).state).toBe('interrupted');
  expect(() => submit('more', async () => {})).toThrow(expect.objectContaining({ code: 'backend.stopping' }));
});

test('stopping does not wait for work that ignores it', async () => {
  const work = held();
  const { id } = submit('guest.stop', work.run);
  await work.started;
  const stopping = runner.stop(1000);
  clock.advance(1000);
  await stopping;
  expect(runner.get(id).state).toBe('interrupted');
  work.resolve();
  await new Promise(setImmediate);
  expect(runner.get(id).state).toBe('interrupted');
});

test('a journal that cannot be written stops no work', async () => {
  db.close();
  const seen: string[] = [];
  const { id } = submit('guest.stop', async () => void seen.push('stopped'));
  while (runner.unfinished().some((o) => o.id === id)) await new Promise(setImmediate);
  expect(seen).toEqual(['stopped']);
  expect(changes.at(-1)).toMatchObject({ id, state: 'done' });
  expect(runner.problems).toMatchObject([{ code: 'operations.not-kept' }]);
});

test('a full queue refuses more', () => {
  for (let i = 0; i < 100; i++) submit('x', async () => {});
  expect(() => submit('x', async () => {})).toThrow(
    expect.objectContaining({ code: 'operation.queue-full' }),
  );
});

test('the last 1,000 operations are kept, newest first', () => {
  const journal = new Journal(db);
  for (let i = 1; i <= 1010; i++) {
    const at = new Date(i).toISOString();
    journal.add({
      id: `${i}`,
      kind: 'x',
      state: 'done',
      by,
      createdAt: at,
      progress: { message: '' },
      cancellable: false,
    });
  }
  expect(journal.list(5000)).toHaveLength(1000);
  expect(journal.list(2).map((o) => o.id)).toEqual(['1010', '1009']);
  expect(journal.get('10')).toBeUndefined();
});

test('a row that cannot be read hides no other', async () => {
  const { id } = submit('guest.start', async () => {});
  await ended(id);
  db.exec("INSERT INTO operations (id, state, body) VALUES ('bad', 'done', '{\"id\":')");
  expect(runner.list(10).map((o) => o.id)).toEqual([id]);
});
