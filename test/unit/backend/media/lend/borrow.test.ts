import { describe, expect, test, vi } from 'vitest';
import { OperatorError } from '../../../../../src/backend/engine/operator-error.ts';
import { Decisions } from '../../../../../src/backend/media/decisions.ts';
import { memoryStore, policyWith } from '../parts.ts';
import { mountLine, plugStick, startMedia, technician } from '../start-media.ts';
import { UsbBox } from '../usb-box.ts';

const id = '1-1:0';
const path = '/run/bezel-lent/1-1-0-17';
type Options = Parameters<typeof startMedia>[0];

/** A guest that has a stick with a vfat on its first partition, and work that borrows it. */
async function start(options: Options = {}, use: (folder: string) => Promise<void> = async () => {}) {
  const parts = await startMedia(options);
  parts.guest.hasAgent = true;
  parts.guest.mounts = [{ mountpoint: '/', type: 'ext4', disks: ['vda'] }];
  plugStick(parts.usb);
  await parts.look();
  await parts.shows(`${id} attached guest`);
  let said: string | undefined;
  const submit = (partition?: number) =>
    parts.runner.submit({
      ...{ kind: 'test', by: technician, cancellable: true },
      run: async (work) => {
        said = await parts.slice.loans.borrow({ id, partition }, work, use);
      },
    });
  const borrow = async (partition?: number) => parts.ended(submit(partition));
  return { ...parts, submit, borrow, said: () => said };
}
const loans = (db: ReturnType<typeof memoryStore>) => new Decisions(db, 'boot').loans;

describe('a disk that is borrowed for a moment', () => {
  test('is mounted to write to it after the guest has written everything, and is the guest’s again', async () => {
    const used: string[] = [];
    const box = await start({}, async (folder) => {
      used.push(folder, ...box.slice.get().media.map(({ holder }) => holder), ...box.guest.disks.keys());
      expect(loans(box.db)).toEqual([{ alias: 'ua-medium-1-1-0-17', as: 'borrowed' }]);
    });
    expect((await box.borrow()).state).toBe('done');
    expect(used).toEqual([path, 'host']);
    expect(box.guest.doings).toEqual(['guest-exec', 'guest-exec-status', 'detach']);
    expect(box.commands.find((each) => each.startsWith('systemd-mount'))).toContain('--options=rw,nosuid');
    expect(box.said()).toBe('The guest has it again');
    await box.shows(`${id} attached guest`);
    expect(loans(box.db)).toEqual([]);
  });

  test('is the guest’s again whatever the work comes to', async () => {
    const box = await start({}, async () => {
      throw new Error('no');
    });
    expect((await box.borrow()).state).toBe('failed');
    await box.shows(`${id} attached guest`);
    expect(loans(box.db)).toEqual([]);
  });

  test('is the guest’s again after a cancel', async () => {
    const box = await start({}, async () => {
      box.runner.cancel(operation.id);
      throw new Error('called off');
    });
    const operation = box.submit();
    expect((await box.ended(operation)).state).toBe('cancelled');
    await box.shows(`${id} attached guest`);
  });

  test('stays the guest’s where nothing on it can be written to', async () => {
    let used = false;
    const box = await start({}, async () => {
      used = true;
    });
    for (const type of ['ext4', 'iso9660', 'udf']) {
      box.usb.write('/run/udev/data/b8:17', `E:ID_FS_TYPE=${type}\n`);
      const { error } = await box.borrow();
      expect(error).toMatchObject({
        code: 'media.no-file-system',
        message: `The host does not write to ${type}, which is on it: only vfat, exfat`,
      });
      await box.shows(`${id} attached guest`);
    }
    expect(used).toBe(false);
  });

  test('that turns out to be write-protected is the guest’s again', async () => {
    const box = await start({ isProtected: true });
    expect((await box.borrow()).error?.code).toBe('media.read-only');
    await box.shows(`${id} attached guest`);
  });

  test('that cannot be mounted in time is not mounted later either, and is the guest’s again', async () => {
    const box = await start({ isDamaged: true });
    expect((await box.borrow()).error?.code).toBe('media.not-mounted');
    expect(box.commands).toContain(`systemd-mount --quiet --umount ${path}`);
    await box.shows(`${id} attached guest`);
    expect(loans(box.db)).toEqual([]);
  });

  test('that the guest holds on to stays with it', async () => {
    const box = await start();
    box.guest.holdsOn = true;
    const operation = box.submit();
    await vi.waitFor(() => expect(box.guest.doings).toContain('detach'));
    box.clock.advance(60_000);
    expect((await box.ended(operation)).error?.code).toBe('media.busy');
    expect(box.commands.some((each) => each.startsWith('systemd-mount'))).toBe(false);
    expect(box.slice.get().media[0]?.holder).toBe('guest');
    expect(loans(box.db)).toEqual([]);
  });

  test('that is pulled out meanwhile is unmounted, and said to be gone', async () => {
    const box = await start({}, async () => {
      box.usb.yank('1-1');
    });
    expect((await box.borrow()).state).toBe('done');
    expect(box.said()).toBe('It was pulled out meanwhile');
    expect(box.commands).toContain(`systemd-mount --quiet --umount ${path}`);
    await box.shows();
  });

  test('stays lent where a program of the host uses it, which is said with what else went wrong', async () => {
    let failure: Error | undefined;
    let inUse = true;
    const box = await start({ isInUse: () => inUse }, async () => {
      if (failure !== undefined) throw failure;
    });
    expect((await box.borrow()).error).toMatchObject({
      code: 'media.in-use',
      hint: expect.stringContaining('return it'),
    });
    await box.shows(`${id} none host`);
    expect(loans(box.db)).toEqual([]);
    inUse = false;
    await box.ended(await box.slice.handlers['media.return']({ body: { id } }, technician));
    await box.shows(`${id} attached guest`);
    inUse = true;
    failure = new OperatorError('test.full', 'It is full');
    expect((await box.borrow()).error).toMatchObject({
      code: 'test.full',
      message: 'It is full; the host still has the disk: It cannot be unmounted: target is busy',
      hint: expect.stringContaining('return it'),
    });
    await box.shows(`${id} none host`);
  });

  test('goes back to who had it: a disk that was taken back stays so', async () => {
    const box = await start();
    await box.ended(await box.slice.handlers['media.detach']({ body: { id } }, technician));
    await box.shows(`${id} none nobody`);
    expect((await box.borrow()).state).toBe('done');
    expect(box.said()).toBe(
      'It is as it was before: A technician has taken it back, until it is plugged in anew: you may unplug it now',
    );
    await box.shows(`${id} none nobody`);
  });

  test('is returned by the next backend where this one was killed', async () => {
    const db = memoryStore();
    new Decisions(db, 'boot').set('ua-medium-1-1-0-17', 'borrowed');
    const usb = new UsbBox();
    plugStick(usb);
    usb.write('/proc/self/mountinfo', mountLine(path, 'rw'));
    const { commands, shows } = await startMedia({ usb, db });
    await shows(`${id} attached guest`);
    expect(commands).toContain(`systemd-mount --quiet --umount ${path}`);
    expect(loans(db)).toEqual([]);
  });
});

describe('a disk that the host has already', () => {
  const lend = async (write: boolean) => {
    const used: string[] = [];
    const box = await start({}, async (folder) => void used.push(folder));
    await box.ended(await box.slice.handlers['media.lend']({ body: { id, write } }, technician));
    await box.shows(`${id} none host`);
    return { ...box, used };
  };

  test('to write to it is used as it is, and stays with the host', async () => {
    const box = await lend(true);
    expect((await box.borrow()).state).toBe('done');
    expect(box.used).toEqual([path]);
    expect(box.said()).toBe('The host still has it');
    await box.shows(`${id} none host`);
  });

  test('is mounted where it is: no other partition can be had', async () => {
    const { borrow } = await lend(true);
    expect((await borrow(2)).error?.message).toContain('name no partition');
  });

  test('to read it is refused', async () => {
    const box = await lend(false);
    const refusal = 'The host has borrowed it to read only: return it first';
    expect(() => box.slice.loans.demand({ id })).toThrow(refusal);
    expect((await box.borrow()).error?.message).toBe(refusal);
    expect(box.used).toEqual([]);
    await box.shows(`${id} none host`);
  });
});

test('what cannot take a file is refused before anything is done', async () => {
  const { usb, slice, look, shows } = await startMedia({
    policy: policyWith('{rules: [{action: forbid, port: 1-4}]}'),
  });
  usb.plug('1-1', { readOnly: true });
  usb.plug('1-2', { sizeBytes: 0 });
  usb.plug('1-4');
  usb.plugDevice('1-3');
  await look();
  await shows('1-1:0 attached guest', '1-2:0 none nobody', '1-4:0 none forbidden', '1-3 attached guest');
  const demand = (each: string) => () => slice.loans.demand({ id: each });
  expect(demand('1-1:0')).toThrow('write-protected');
  expect(demand('1-2:0')).toThrow('no medium');
  expect(demand('1-3')).toThrow('Only a disk');
  expect(demand('1-4:0')).toThrow('forbids it');
  expect(demand('9-9')).toThrow('no such USB disk');
});
