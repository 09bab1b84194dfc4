import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { constants, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { parseHotKey } from '../../../../src/display/input/hot-key.ts';
import { openInputs } from '../../../../src/display/input/open-inputs.ts';
import { parseEvents } from '../../../../src/display/input/parse-events.ts';
import { openSystem } from '../../../../src/display/system/open-system.ts';
import { createPoller } from '../../../../src/display/system/poller.ts';
import { type System, SystemError } from '../../../../src/display/system/system.ts';
import { dropped, key, report, toBytes } from '../support/events.ts';

const KEYBOARD = '402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe';
const EVIOCGRAB = 0x40044590;
const EVIOCGKEY = 0x80604518;
const A = 30;

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bezel-inputs-'));
  await mkdir(join(root, 'dev'));
});
afterEach(() => rm(root, { recursive: true }));

/** Keyboards are pipes, and what the kernel would be asked is answered here. */
async function start(...ids: string[]) {
  const real = openSystem();
  const paths = new Map<number, string>();
  const grabs: string[] = [];
  const gone = new Set<string>();
  const down = new Map<string, number[]>();
  const system: System = {
    ...real,
    open(path, access) {
      const fd = real.open(path, access);
      paths.set(fd, path.replace(/.*\//, ''));
      return fd;
    },
    read(fd, buffer, position) {
      if (gone.has(paths.get(fd) ?? '')) throw new SystemError('read', 'ENODEV');
      return real.read(fd, buffer, position);
    },
    write(fd, bytes) {
      const lamps = parseEvents(Buffer.from(bytes)).map(
        ({ type, code, value }) => `${type}:${code}=${value}`,
      );
      written.push(`${paths.get(fd)} ${lamps.join(' ')}`);
    },
    ioctl(fd, request, argument) {
      const id = paths.get(fd) ?? '';
      if (request === EVIOCGRAB) grabs.push(`${id} ${argument}`);
      else if (request === EVIOCGKEY && typeof argument !== 'number') {
        for (const code of down.get(id) ?? []) argument[code >> 3]! |= 1 << (code & 7);
      } else throw new SystemError('ioctl', 'ENOTTY');
      return 0;
    },
  };
  const told: string[] = [];
  const written: string[] = [];
  const poller = createPoller({ ...system, write: real.write }, (error) => told.push(String(error)));
  for (const id of ids) await plug(id);
  const timers: (() => void)[] = [];
  const inputs = await openInputs({
    system,
    poller,
    dev: join(root, 'dev'),
    sys: join(root, 'sys'),
    hotKeys: [parseHotKey('ctrl-alt-f2')],
    listener: {
      key: ({ code, down }) => told.push(`${down ? '+' : '-'}${code}`),
      motion: () => {},
      position: () => {},
      buttons: () => {},
      hotKey: () => told.push('hot-key'),
      devices: (devices) => told.push(devices.map(({ id }) => id).join(' ')),
      failed: (error) => told.push(String(error)),
    },
    after: (_, work) => {
      timers.push(work);
      return () => timers.splice(timers.indexOf(work), 1);
    },
  });
  onTestFinished(async () => {
    inputs.close();
    await poller.stop();
  });
  return { inputs, told, grabs, gone, down, timers, written };
}

async function plug(id: string, capabilities = KEYBOARD): Promise<void> {
  const folder = join(root, 'sys/class/input', id, 'device/capabilities');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'key'), capabilities);
  await writeFile(join(folder, 'led'), '7');
  await writeFile(join(folder, '../name'), `Keyboard ${id}\n`);
  execFileSync('mkfifo', [join(root, 'dev', id)]);
}

async function send(id: string, ...keys: [code: number, value: number][]): Promise<void> {
  const pipe = await open(join(root, 'dev', id), constants.O_WRONLY | constants.O_NONBLOCK);
  await pipe.write(toBytes(...keys.flatMap(([code, value]) => [key(code, value), report()])));
  await pipe.close();
}

describe('devices', () => {
  test('that are there are opened, buttons of the case are left alone', async () => {
    await plug('event7', '10000000000000 0');
    const { inputs, told } = await start('event0', 'event1');
    expect(inputs.list()).toEqual([
      { id: 'event0', name: 'Keyboard event0', kinds: ['keyboard'] },
      { id: 'event1', name: 'Keyboard event1', kinds: ['keyboard'] },
    ]);
    expect(told).toEqual(['event0 event1']);
  });

  test('come and go', async () => {
    const { inputs, told, gone } = await start('event0');
    inputs.grab(true);
    await plug('event1');
    await expect.poll(() => told).toEqual(['event0', 'event0 event1']);
    await send('event1', [A, 1]);
    await expect.poll(() => told.at(-1)).toBe('+30');
    gone.add('event1');
    await rm(join(root, 'sys/class/input/event1'), { recursive: true });
    await send('event1', [A, 1]);
    await expect.poll(() => told.slice(3)).toEqual(['-30', 'event0']);
  });

  test('one that has not been given to us yet is opened when it is', async () => {
    const { told } = await start('event0');
    await plug('event1', '0');
    await send('event0', [A, 1]);
    await writeFile(join(root, 'sys/class/input/event1/device/capabilities/key'), KEYBOARD);
    await chmod(join(root, 'dev/event1'), 0o660);
    await expect.poll(() => told).toEqual(['event0', 'event0 event1']);
  });
});

describe('taking the devices', () => {
  test('happens when no key is down, and lasts until none is', async () => {
    const { inputs, told, grabs } = await start('event0', 'event1');
    await send('event0', [A, 1]);
    await send('event1', [29, 1], [56, 1], [60, 1]);
    await expect.poll(() => told).toContain('hot-key');
    inputs.grab(true);
    expect(grabs).toEqual([]);
    await send('event0', [A, 0]);
    await expect.poll(() => grabs).toEqual(['event0 1']);
    await send('event1', [60, 0], [29, 0], [56, 0]);
    await expect.poll(() => grabs).toEqual(['event0 1', 'event1 1']);
    await send('event1', [A, 1]);
    await expect.poll(() => told.at(-1)).toBe('+30');
    inputs.grab(false);
    expect(told.at(-1)).toBe('-30');
    expect(grabs.slice(2)).toEqual(['event0 0']);
    await send('event1', [A, 0]);
    await expect.poll(() => grabs.slice(2)).toEqual(['event0 0', 'event1 0']);
  });

  test('ends after a while although a key is stuck', async () => {
    const { inputs, told, grabs, timers } = await start('event0');
    inputs.grab(true);
    await send('event0', [A, 1]);
    await expect.poll(() => told).toContain('+30');
    inputs.grab(false);
    expect(grabs).toEqual(['event0 1']);
    for (const work of [...timers]) work();
    expect(grabs).toEqual(['event0 1', 'event0 0']);
  });

  test('includes those that come later', async () => {
    const { inputs, grabs } = await start();
    inputs.grab(true);
    await plug('event3');
    await expect.poll(() => grabs).toEqual(['event3 1']);
  });
});

test('a thousand signs of a scanner arrive, all and in order', async () => {
  const { inputs, told } = await start('event0');
  inputs.grab(true);
  const codes = Array.from({ length: 1000 }, (_, index) => 2 + (index % 40));
  const events = codes.flatMap((code) => [key(code, 1), report(), key(code, 0), report()]);
  const pipe = createWriteStream(join(root, 'dev/event0'), { flags: 'r+' });
  pipe.end(toBytes(...events));
  await once(pipe, 'close');
  const wanted = codes.flatMap((code) => [`+${code}`, `-${code}`]);
  await expect.poll(() => told.length).toBeGreaterThan(2000);
  expect(told.slice(1)).toEqual(wanted);
});

test('the state is read anew where the kernel has lost events', async () => {
  const { inputs, told, down } = await start('event0');
  inputs.grab(true);
  await send('event0', [A, 1], [48, 1]);
  down.set('event0', [48]);
  const pipe = await open(join(root, 'dev/event0'), constants.O_WRONLY | constants.O_NONBLOCK);
  await pipe.write(toBytes(dropped, key(31, 1), report()));
  await pipe.close();
  await expect.poll(() => told.slice(1)).toEqual(['+30', '+48', '-30']);
});

test('lamps are set while the keyboard is ours, also on one that comes later', async () => {
  const { inputs, written } = await start('event0');
  inputs.setLeds({ num: true, caps: false, scroll: false });
  expect(written).toEqual([]);
  inputs.grab(true);
  expect(written).toEqual(['event0 17:0=1 17:1=0 17:2=0 0:0=0']);
  inputs.setLeds({ num: true, caps: true, scroll: false });
  await plug('event1');
  await expect
    .poll(() => written.slice(1))
    .toEqual(['event0 17:0=1 17:1=1 17:2=0 0:0=0', 'event1 17:0=1 17:1=1 17:2=0 0:0=0']);
  inputs.grab(false);
  inputs.setLeds({ num: false, caps: false, scroll: false });
  expect(written).toHaveLength(3);
});
