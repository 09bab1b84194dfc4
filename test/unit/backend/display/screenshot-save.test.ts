import { describe, expect, onTestFinished, test } from 'vitest';
import { planNames } from '../../../../src/backend/display/screenshot/plan-names.ts';
import { ScreenshotSlice } from '../../../../src/backend/display/screenshot/slice.ts';
import type { DiskLoans } from '../../../../src/backend/engine/disk-loans.ts';
import { Journal } from '../../../../src/backend/engine/journal.ts';
import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import { OperationRunner } from '../../../../src/backend/engine/runner.ts';
import type { NewFile } from '../../../../src/backend/host/write-new-file.ts';
import {
  type GuestState,
  type Operation,
  operationEnded,
  type ScreenshotSaveRequest,
} from '../../../../src/contract/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { memoryStore } from '../media/parts.ts';
import { silentLog } from '../silent-log.ts';

const by = { seat: 'tty1', role: 'technician' } as const;

/** Everything around it, and the order in which it was used. */
function start({
  state = 'running' as GuestState,
  mime = 'image/png',
  demand = () => 'SanDisk Ultra (1-2)',
  write = async ({ names }: NewFile) => names[0] ?? '',
  giveBack = async () => {},
} = {}) {
  const clock = new ManualClock();
  const doings: string[] = [];
  const operations: Operation[] = [];
  const written: NewFile[] = [];
  const runner = new OperationRunner({
    ...{ journal: new Journal(memoryStore()), clock, log: silentLog },
    onChange: (operation) => void operations.push(operation),
  });
  onTestFinished(() => runner.stop(1000));
  runner.start();
  const loans: DiskLoans = {
    demand,
    borrow: async ({ id, partition }, _, use) => {
      doings.push(`borrow ${id} ${partition}`);
      try {
        await use('/run/bezel-lent/1-2-0-17');
      } finally {
        await giveBack();
        doings.push('return');
      }
      return 'The guest has it again';
    },
  };
  let picture = 0;
  const slice = new ScreenshotSlice({
    clock,
    guestState: () => state,
    take: async () => {
      doings.push('take');
      return { mime, bytes: Uint8Array.of(++picture) };
    },
    readFonts: async () => [],
    saving: {
      runner,
      loans: () => loans,
      write: async (file) => {
        doings.push('write');
        written.push(file);
        return await write(file);
      },
    },
  });
  onTestFinished(() => slice.stop());
  const submit = async (body: ScreenshotSaveRequest = { medium: '1-2:0' }) =>
    slice.handlers['guest.screenshot-save']({ body }, by);
  const ended = ({ id }: Operation) =>
    eventually(() => {
      const end = operations.findLast((each) => each.id === id && operationEnded(each));
      expect(end).toBeDefined();
      return end as Operation;
    });
  const save = async (body?: ScreenshotSaveRequest) => ended(await submit(body));
  return { clock, doings, runner, written, submit, ended, save };
}
const failing = (code: string) => async (): Promise<string> => {
  throw Object.assign(new Error(`${code}: of the system \u001b[2J`), { code });
};

describe('a picture of the display that is saved', () => {
  test('is taken before the disk is, written there with its time in its name, and said where it is', async () => {
    const { save, doings, written, clock } = start();
    const { state, kind, progress } = await save({ medium: '1-2:0', partition: 2 });
    const [name] = planNames(clock.now(), 'image/png');
    expect([state, kind, progress.message]).toEqual([
      'done',
      'guest.screenshot-save',
      `${name} is on SanDisk Ultra (1-2). The guest has it again`,
    ]);
    expect(doings).toEqual(['take', 'borrow 1-2:0 2', 'write', 'return']);
    expect(written[0]).toMatchObject({
      ...{ folder: '/run/bezel-lent/1-2-0-17', isMount: true, content: Uint8Array.of(1) },
    });
  });

  test('is the one of the moment when it was asked for, whatever is done before it is written', async () => {
    const { runner, submit, ended, written, doings } = start();
    let release = () => {};
    const before = runner.submit({
      ...{ kind: 'test', by, cancellable: false },
      run: () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    });
    const saving = await submit();
    expect(doings).toEqual(['take']);
    release();
    await ended(before);
    await ended(saving);
    expect(written[0]?.content).toEqual(Uint8Array.of(1));
  });

  test('is one at a time: no pictures are heaped up', async () => {
    const { runner, submit, ended } = start();
    let release = () => {};
    runner.submit({
      ...{ kind: 'test', by, cancellable: false },
      run: () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    });
    const asked = await Promise.allSettled([submit(), submit(), submit()]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(submit()).rejects.toMatchObject({ code: 'guest.saving' });
    const [saving] = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (saving !== undefined) runner.cancel(saving.id);
    await expect(submit()).resolves.toMatchObject({ state: 'queued' });
    release();
    await ended(await eventually(() => submit()));
  });

  test.each([
    ['of a guest that is off', { state: 'off' as const }, 'guest.not-running', []],
    ['in a format that is not known', { mime: 'text/html' }, 'guest.no-picture', ['take']],
    [
      'on a disk that takes none',
      {
        demand: () => {
          throw new OperatorError('media.not-possible', 'It is write-protected');
        },
      },
      'media.not-possible',
      [],
    ],
  ])('is refused at once %s, and no disk is touched', async (_, how, code, done) => {
    const { submit, doings } = start(how);
    await expect(submit()).rejects.toMatchObject({ code });
    expect(doings).toEqual(done);
  });

  test.each([
    ['ENOSPC', 'media.full', 'There is no room for the picture on SanDisk Ultra (1-2)'],
    ['EROFS', 'media.read-only', 'SanDisk Ultra (1-2) can only be read: its file system may be damaged'],
    [
      'EIO',
      'media.not-written',
      expect.stringMatching(/^SanDisk Ultra \(1-2\) cannot be written to: EIO: [^\u001b]*$/),
    ],
    ['ENODEV', 'media.not-written', expect.stringContaining('cannot be written to')],
    ['EEXIST', 'media.not-written', expect.stringContaining('pictures of this second')],
  ])(
    'that fails with %s is an error that says what to do, and the disk is returned',
    async (errno, code, message) => {
      const { save, doings } = start({ write: failing(errno) });
      const { state, error } = await save();
      expect(state).toBe('failed');
      expect(error).toEqual({ code, message, hint: expect.any(String) });
      expect(doings.at(-1)).toBe('return');
    },
  );

  test('that is there is said to be, where the disk cannot be returned', async () => {
    const { save } = start({
      giveBack: async () => {
        throw new OperatorError('media.in-use', 'It is still mounted', { hint: 'Return it once more' });
      },
    });
    const { error } = await save();
    expect(error).toMatchObject({ code: 'media.in-use', hint: 'Return it once more' });
    expect(error?.message).toMatch(
      /^screenshot-.*\.png is on SanDisk Ultra \(1-2\), which is not returned: It is still/,
    );
  });

  test('that is cancelled while it is written is not there, and the disk is returned', async () => {
    const box = start({
      write: async ({ signal }) => {
        box.runner.cancel(box.runner.unfinished()[0]?.id ?? '');
        signal.throwIfAborted();
        return 'never';
      },
    });
    expect((await box.save()).state).toBe('cancelled');
    expect(box.doings.at(-1)).toBe('return');
  });
});

test('names are of the time in UTC, legal on FAT, and numbered where one is taken', () => {
  const names = planNames(new Date('2026-12-01T00:47:44.123Z'), 'image/png');
  expect(names.slice(0, 2)).toEqual([
    'screenshot-2026-12-01-004744.png',
    'screenshot-2026-12-01-004744-2.png',
  ]);
  expect(new Set(names).size).toBe(99);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+\.png$/);
  expect(planNames(new Date(0), 'image/x-portable-pixmap')[0]).toBe('screenshot-1970-01-01-000000.ppm');
});
