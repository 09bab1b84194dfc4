import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openScreens } from '../../../../src/display/framebuffer/open-screens.ts';
import { createSurface } from '../../../../src/display/surface.ts';
import { openSystem } from '../../../../src/display/system/open-system.ts';
import { createPoller } from '../../../../src/display/system/poller.ts';
import { type System, SystemError } from '../../../../src/display/system/system.ts';
import { type RawScreen, toScreenBytes } from '../support/screen-info.ts';

const FBIOGET_VSCREENINFO = 0x4600;
const FBIOGET_FSCREENINFO = 0x4602;
const FBIOBLANK = 0x4611;

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bezel-screens-'));
  await mkdir(join(root, 'dev'));
  await mkdir(join(root, 'class/graphics/fbcon'), { recursive: true });
  execFileSync('mkfifo', [join(root, 'uevents')]);
});
afterEach(() => rm(root, { recursive: true }));

/** Framebuffers are files, and what the kernel would be asked is answered here. */
async function start(screens: Record<string, RawScreen>) {
  const real = openSystem();
  const names = new Map<number, string>();
  const broken = new Set<string>();
  const blanks: string[] = [];
  const system: System = {
    ...real,
    open(path, access) {
      const fd = real.open(path, access);
      names.set(fd, path.replace(/.*\//, ''));
      return fd;
    },
    openUevents: () => real.open(join(root, 'uevents'), 'both'),
    write(fd, bytes, position) {
      if (broken.has(names.get(fd) ?? '')) throw new SystemError('write', 'ENODEV');
      real.write(fd, bytes, position);
    },
    ioctl(fd, request, argument) {
      const name = names.get(fd) ?? '';
      const { variable, fixed } = toScreenBytes(screens[name]!);
      if (request === FBIOBLANK && name === 'fb9') throw new SystemError('ioctl', 'EINVAL');
      if (request === FBIOBLANK) blanks.push(`${name} ${argument}`);
      else if (typeof argument === 'number') throw new SystemError('ioctl', 'EINVAL');
      else if (request === FBIOGET_VSCREENINFO) argument.set(variable);
      else if (request === FBIOGET_FSCREENINFO) argument.set(fixed);
      return 0;
    },
  };
  const told: string[] = [];
  const poller = createPoller(system, (error) => told.push(String(error)));
  for (const name of Object.keys(screens)) await plug(name);
  const opened = await openScreens({ system, dev: join(root, 'dev'), sys: root, commandLine: '' }, poller, {
    policy: 'fit',
    changed: (list) =>
      told.push(list.map(({ name, width, height }) => `${name} ${width}x${height}`).join(', ')),
    failed: (error) => told.push(error.message),
  });
  onTestFinished(async () => {
    opened.close();
    await poller.stop();
  });
  return { opened, told, blanks, broken };
}

/** As the kernel has it: nobody reads a half. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

async function plug(name: string): Promise<void> {
  await mkdir(join(root, 'class/graphics', name));
  await writeFile(join(root, 'dev', name), '');
}

async function say(...fields: string[]): Promise<void> {
  await writeFile(join(root, 'uevents'), `${['change@/devices/x', ...fields].join('\0')}\0`, { flag: 'r+' });
}

function fill(pixel: number, width = 4, height = 3) {
  const surface = createSurface(width, height);
  surface.pixels.fill(pixel);
  return surface;
}

const shown = async (name: string) => {
  const bytes = await readFile(join(root, 'dev', name));
  return [...new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)];
};

describe("the box's monitors", () => {
  test('show nothing before they are ours, and then the picture, each in its own size', async () => {
    const { opened, told } = await start({ fb0: { width: 4, height: 3 }, fb1: { width: 8, height: 6 } });
    expect(told).toEqual(['fb0 4x3, fb1 8x6']);
    opened.show(fill(0x112233));
    opened.paint([{ x: 0, y: 0, width: 1, height: 1 }]);
    expect(await shown('fb0')).toEqual([]);
    opened.setActive(true);
    expect(await shown('fb0')).toEqual(Array(12).fill(0x112233));
    expect(await shown('fb1')).toEqual(Array(48).fill(0x112233));
    expect(opened.list()[1]?.placement?.target).toEqual({ x: 0, y: 0, width: 8, height: 6 });
  });

  test('are left as they are when they are not ours any more', async () => {
    const { opened } = await start({ fb0: { width: 4, height: 3 } });
    const surface = fill(1);
    opened.show(surface);
    opened.setActive(true);
    opened.setActive(false);
    surface.pixels.fill(2);
    opened.paint([{ x: 0, y: 0, width: 4, height: 3 }]);
    expect(await shown('fb0')).toEqual(Array(12).fill(1));
    opened.setActive(true);
    expect(await shown('fb0')).toEqual(Array(12).fill(2));
  });

  test('may be none, and one that comes shows the picture', async () => {
    const screens: Record<string, RawScreen> = {};
    const { opened, told } = await start(screens);
    opened.show(fill(7));
    opened.setActive(true);
    expect(opened.list()).toEqual([]);
    screens.fb0 = { width: 4, height: 3 };
    await plug('fb0');
    await expect.poll(() => told).toEqual(['fb0 4x3']);
    expect(await shown('fb0')).toEqual(Array(12).fill(7));
  });

  test('that get another size show the picture in that one', async () => {
    const screens: Record<string, RawScreen> = { fb0: { width: 4, height: 3 } };
    const { opened, told } = await start(screens);
    opened.show(fill(7));
    opened.setActive(true);
    screens.fb0 = { width: 8, height: 6 };
    await say('ACTION=change', 'SUBSYSTEM=drm', 'HOTPLUG=1');
    await expect.poll(() => told).toEqual(['fb0 4x3', 'fb0 8x6']);
    expect(await shown('fb0')).toEqual(Array(48).fill(7));
  });

  test('a smaller one that is plugged in later shows the whole picture', async () => {
    const plugMonitor = async (connected: string) => {
      await mkdir(join(root, 'class/drm/card0-VGA-1'), { recursive: true });
      await writeWhole(join(root, 'class/drm/card0-VGA-1/modes'), '4x3\n2x2\n');
      await writeWhole(join(root, 'class/drm/card0-VGA-1/status'), connected);
    };
    await mkdir(join(root, 'card'));
    await mkdir(join(root, 'class/drm/card0'), { recursive: true });
    await symlink(join(root, 'card'), join(root, 'class/drm/card0/device'));
    await plugMonitor('disconnected');
    const { opened, told } = await start({ fb0: { width: 8, height: 6 } });
    await symlink(join(root, 'card'), join(root, 'class/graphics/fb0/device'));
    opened.show(fill(9));
    opened.setActive(true);
    await plugMonitor('connected');
    await say('ACTION=change', 'SUBSYSTEM=drm', 'HOTPLUG=1');
    await expect.poll(() => told).toEqual(['fb0 8x6', 'fb0 4x3']);
    expect(opened.monitors()).toMatchObject([{ name: 'VGA-1', connected: true }]);
    expect(
      (await shown('fb0')).map((pixel, index) => (pixel === 9 ? index : -1)).filter((index) => index >= 0),
    ).toEqual([0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19]);
  });

  test('one that fails or can not be served leaves the others', async () => {
    const { opened, told, broken } = await start({
      fb0: { width: 4, height: 3 },
      fb1: { width: 4, height: 3, bitsPerPixel: 8, stride: 4 },
      fb2: { width: 4, height: 3 },
    });
    expect(told).toEqual([
      'fb1: the framebuffer has 8 bits per pixel; 16, 24 and 32 can be served',
      'fb0 4x3, fb2 4x3',
    ]);
    broken.add('fb0');
    opened.show(fill(5));
    opened.setActive(true);
    expect(told.slice(2)).toEqual(['fb0: write: ENODEV', 'fb2 4x3']);
    expect(await shown('fb2')).toEqual(Array(12).fill(5));
  });

  test('are switched off and on, those that can be, and are on in the end', async () => {
    const { opened, blanks, told } = await start({
      fb0: { width: 4, height: 3 },
      fb9: { width: 4, height: 3 },
    });
    opened.blank(true);
    opened.blank(false);
    opened.blank(true);
    opened.close();
    expect(blanks).toEqual(['fb0 4', 'fb0 0', 'fb0 4', 'fb0 0']);
    expect(told).toEqual(['fb0 4x3, fb9 4x3']);
  });

  test('show the pointer over the picture, which stays as it is', async () => {
    const { opened } = await start({ fb0: { width: 4, height: 3 } });
    const surface = fill(0);
    opened.show(surface);
    opened.setActive(true);
    const image = { width: 1, height: 1, hotX: 0, hotY: 0, pixels: Uint32Array.of(0xffabcdef) };
    opened.setPointer({ image, x: 1, y: 1 });
    expect((await shown('fb0')).indexOf(0xabcdef)).toBe(5);
    opened.setPointer({ image, x: 3, y: 2 });
    expect((await shown('fb0')).indexOf(0xabcdef)).toBe(11);
    opened.setPointer(undefined);
    expect((await shown('fb0')).indexOf(0xabcdef)).toBe(-1);
    expect(surface.pixels.every((pixel) => pixel === 0)).toBe(true);
  });
});
