import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { ScreenshotSlice } from '../../../src/backend/display/screenshot/slice.ts';
import { type WriteNewFile, writeNewFile } from '../../../src/backend/host/write-new-file.ts';
import { plugStick, startMedia, technician } from '../../unit/backend/media/start-media.ts';

/** Of which the kernel that the tests run on may have none but the second; a technician's stick has the first. */
const types = ['vfat', 'ext4'] as const;
type Type = (typeof types)[number];
const bytes = Buffer.alloc(3_000_000, 'picture ');

/** A disk with a real file system, that is mounted at `folder` with the options that the box mounts sticks with. */
async function makeDisk(type: Type, skip: TestContext['skip'], sizeMiB = 16) {
  const known = await readFile('/proc/filesystems', 'utf8');
  skip(!new RegExp(`\\t${type}$`, 'm').test(known), `needs a kernel with ${type}`);
  const at = await mkdtemp(join(tmpdir(), 'bezel-stick-'));
  onTestFinished(() => rm(at, { recursive: true, force: true }));
  const [image, folder] = [join(at, 'stick.img'), join(at, 'mounted')];
  await mkdir(folder);
  await writeFile(image, '');
  await truncate(image, sizeMiB * 1024 * 1024);
  await execa(`mkfs.${type}`, type === 'ext4' ? ['-q', '-F', image] : [image]);
  const unmount = () => execa('umount', [folder]);
  const mount = async (options: string) => {
    // Of a stick that has owners, and of systemd.
    const ours = options.split(',').filter((each) => !each.startsWith('x-'));
    const fit =
      type === 'vfat' ? ours : ours.filter((each) => !/^(uid|gid|umask|iocharset|utf8)=/.test(each));
    const mounted = await execa('mount', ['-t', type, '-o', ['loop', ...fit].join(','), image, folder], {
      reject: false,
    });
    skip(mounted.exitCode !== 0, `needs loop devices: ${mounted.stderr}`);
  };
  onTestFinished(async () => void (await execa('umount', ['--lazy', folder], { reject: false })));
  /** What is on it, looked at as another machine would. */
  const look = async <T>(use: () => Promise<T>): Promise<T> => {
    await mount('ro');
    try {
      return await use();
    } finally {
      await unmount();
    }
  };
  const names = () => look(async () => (await readdir(folder)).filter((each) => each !== 'lost+found'));
  return { folder, mount, unmount, look, names };
}

/** A box whose guest has the disk as its stick. */
async function startBox(
  disk: Awaited<ReturnType<typeof makeDisk>>,
  more: Partial<Parameters<WriteNewFile>[0]> = {},
) {
  const media = await startMedia({
    mounting: async (options) =>
      void (options === undefined ? await disk.unmount() : await disk.mount(options)),
  });
  plugStick(media.usb);
  await media.look();
  await media.shows('1-1:0 attached guest');
  const slice = new ScreenshotSlice({
    clock: media.clock,
    guestState: () => 'running',
    take: async () => ({ mime: 'image/png', bytes }),
    readFonts: async () => [],
    saving: {
      runner: media.runner,
      loans: () => media.slice.loans,
      write: (file) => writeNewFile({ ...file, folder: disk.folder, ...more }),
    },
  });
  onTestFinished(() => slice.stop());
  const save = async () =>
    media.ended(await slice.handlers['guest.screenshot-save']({ body: { medium: '1-1:0' } }, technician));
  return { ...media, save };
}

for (const type of types) {
  test(`pictures are on a stick of ${type} whole, beside what was there, and the guest has it again`, async ({
    skip,
  }) => {
    const disk = await makeDisk(type, skip);
    const box = await startBox(disk);
    const first = await box.save();
    expect(first.error).toBeUndefined();
    const [name = ''] = await disk.names();
    expect(name).toMatch(/^screenshot-[0-9-]{17}\.png$/);
    expect(first.progress.message).toBe(`${name} is on SanDisk Ultra (1-1). The guest has it again`);
    expect((await box.save()).state).toBe('done');
    expect((await disk.names()).sort()).toEqual([name.replace('.png', '-2.png'), name]);
    await disk.look(async () => expect(bytes.equals(await readFile(join(disk.folder, name)))).toBe(true));
    await box.shows('1-1:0 attached guest');
  });

  test(`nothing stays on a stick of ${type} that is too small, and the guest has it again`, async ({
    skip,
  }) => {
    const disk = await makeDisk(type, skip, 2);
    const box = await startBox(disk);
    expect((await box.save()).error?.code).toBe('media.full');
    expect(await disk.names()).toEqual([]);
    await box.shows('1-1:0 attached guest');
  });

  test(`nothing stays on a stick of ${type} when the picture is called off half-way`, async ({ skip }) => {
    const disk = await makeDisk(type, skip);
    const box = await startBox(disk, {
      onProgress: () => {
        for (const { id } of box.runner.unfinished()) box.runner.cancel(id);
      },
    });
    expect((await box.save()).state).toBe('cancelled');
    expect(await disk.names()).toEqual([]);
    await box.shows('1-1:0 attached guest');
  });

  test(`a stick of ${type} that is mounted to read it is refused by the kernel, which is said`, async ({
    skip,
  }) => {
    const disk = await makeDisk(type, skip);
    const box = await startBox({ ...disk, mount: (options) => disk.mount(options.replace('rw', 'ro')) });
    expect((await box.save()).error?.code).toBe('media.read-only');
    expect(await disk.names()).toEqual([]);
    await box.shows('1-1:0 attached guest');
  });

  test(`where a stick of ${type} goes while it is written to, nothing is written in its place`, async ({
    skip,
  }) => {
    const disk = await makeDisk(type, skip);
    await disk.mount('rw');
    let told = 0;
    const written = writeNewFile({
      ...{ folder: disk.folder, isMount: true, names: ['a.png'], content: bytes },
      signal: new AbortController().signal,
      onProgress: () => {
        if (++told === 1) execaSync('umount', ['--lazy', disk.folder]);
      },
    });
    await written;
    expect(await readdir(disk.folder)).toEqual([]);
    const again = writeNewFile({
      ...{ folder: disk.folder, isMount: true, names: ['a.png'], content: bytes },
      signal: new AbortController().signal,
    });
    await expect(again).rejects.toMatchObject({ code: 'ENODEV' });
    expect(await readdir(disk.folder)).toEqual([]);
  });
}
