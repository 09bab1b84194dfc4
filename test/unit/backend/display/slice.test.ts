import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import type { ToldDisplay, WantedDisplay } from '../../../../src/backend/display/model.ts';
import { controlSocket, DisplaySlice } from '../../../../src/backend/display/slice.ts';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import { type Clock, systemClock } from '../../../../src/backend/engine/clock.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { watchEntries } from '../../../../src/backend/host/watch-entries.ts';
import type { Actor, Guest } from '../../../../src/contract/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { quietPower } from '../../../support/power-samples.ts';
import { sample } from '../../../support/samples.ts';
import { silentLog } from '../silent-log.ts';

const technician: Actor = { seat: 'ttyS0', role: 'technician' };
const told: ToldDisplay = {
  ...{ view: 'guest', scene: 'picture', picture: { width: 800, height: 600 } },
  outputs: [{ name: 'fb0', width: 1024, height: 768, bitsPerPixel: 32 }],
  ...{ connectors: [], inputs: ['AT keyboard'] },
};

let folder: string;
let slice: DisplaySlice;
let bus: Bus<Topics>;
let guest: Guest;
let pressed: unknown[];
/** A viewer: what it was sent, and its connections. */
let viewer: Server | undefined;
let sockets: Socket[];
/** What is to be done five seconds later. */
let timers: (() => void)[];
const clock: Clock = {
  ...systemClock,
  after: (ms, fn) => {
    if (ms !== 5000) return systemClock.after(ms, fn);
    timers.push(fn);
    return () => void timers.splice(timers.indexOf(fn), 1);
  },
};
let heard: ({ wanted: WantedDisplay } | { show: string })[];

const startViewer = async (): Promise<void> => {
  viewer = createServer((socket) => {
    sockets.push(socket);
    socket.setEncoding('utf8').on('data', (text: unknown) => {
      for (const line of String(text).trimEnd().split('\n')) heard.push(JSON.parse(line));
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => viewer?.listen(join(folder, controlSocket), resolve));
};
const endViewer = async (): Promise<void> => {
  const ended = new Promise((resolve) => viewer?.close(resolve));
  for (const socket of sockets.splice(0)) socket.destroy();
  await ended;
};
const tell = (message: unknown): void => void sockets.at(-1)?.write(`${JSON.stringify(message)}\n`);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bz-display-'));
  guest = { ...sample.guest(), state: 'running' };
  [sockets, heard, pressed, timers] = [[], [], [], []];
  bus = new Bus<Topics>((_, error) => {
    throw error;
  });
  slice = new DisplaySlice({
    ...{ bus, clock, log: silentLog, watchEntries, folder },
    hypervisor: { pressKeys: async (...keys) => void pressed.push(keys) },
    readPolicy: () => noPolicy(),
    readGuest: () => guest,
    readPower: quietPower,
    readVnc: () => '/run/vnc.sock',
  });
  await slice.start();
});
afterEach(async () => {
  await slice.stop();
  if (viewer?.listening) await endViewer();
  await rm(folder, { recursive: true, force: true });
});

test('without a viewer nothing is known of the monitor, and nothing can be shown', async () => {
  expect(slice.get()).toMatchObject({ state: 'unknown', actions: { 'show-guest': { allowed: false } } });
  expect(() => slice.handlers['display.show']({ body: { view: 'guest' } }, technician)).toThrow(
    /does not answer/,
  );
});

test('a viewer that comes is told what is wanted, also the next one', async () => {
  await startViewer();
  await eventually(() => expect(heard).toMatchObject([{ wanted: { vnc: '/run/vnc.sock', first: 'guest' } }]));
  await endViewer();
  await eventually(() => expect(slice.get().state).toBe('unknown'));
  heard = [];
  await startViewer();
  await eventually(() => expect(heard).toMatchObject([{ wanted: { consoleVt: 1, hotKey: 'ctrl-alt-f2' } }]));
});

test('what the viewer tells is told', async () => {
  await startViewer();
  await eventually(() => expect(heard).toHaveLength(1));
  tell({ ...told, inputs: ['ev\u001b[2Jil'] });
  await eventually(() => expect(slice.get().state).toBe('ready'));
  expect(slice.get()).toMatchObject({ view: 'guest', scene: 'picture', inputs: ['evil'] });
});

test('a viewer that tells what nobody understands is not believed', async () => {
  await startViewer();
  await eventually(() => expect(heard).toHaveLength(1));
  sockets.at(-1)?.write('no JSON\n{"view":"moon"}\n');
  tell({ ...told, view: 'console', scene: 'console' });
  await eventually(() => expect(slice.get()).toMatchObject({ state: 'ready', view: 'console' }));
});

test('a viewer that talks without an end is hung up on', async () => {
  await startViewer();
  await eventually(() => expect(heard).toHaveLength(1));
  const closed = new Promise((resolve) => sockets.at(-1)?.on('close', resolve));
  sockets.at(-1)?.write('x'.repeat(200_000));
  await closed;
});

test('a technician shows the console, and the guest without its keys', async () => {
  await startViewer();
  await eventually(() => expect(heard).toHaveLength(1));
  tell(told);
  await eventually(() => expect(slice.get().actions['show-console'].allowed).toBe(true));
  let answered = false;
  const shown = Promise.resolve(slice.handlers['display.show']({ body: { view: 'console' } }, technician));
  void shown.then(() => {
    answered = true;
  });
  await eventually(() => expect(heard.at(-1)).toEqual({ show: 'console' }));
  // Whoever asks for the next thing at once is not told that the monitor shows the former one.
  expect(answered).toBe(false);
  tell({ ...told, view: 'console', scene: 'console' });
  expect(await shown).toMatchObject({ view: 'console', actions: { 'show-guest': { allowed: true } } });
  slice.handlers['display.show']({ body: { view: 'guest', viewOnly: true } }, technician);
  await eventually(() => expect(heard.at(-1)).toEqual({ show: 'guest' }));
  expect(heard.at(-2)).toMatchObject({ wanted: { viewOnly: true } });
});

test('who has something shown by a viewer that does not follow hears what is shown instead', async () => {
  await startViewer();
  await eventually(() => expect(heard).toHaveLength(1));
  tell(told);
  await eventually(() => expect(slice.get().actions['show-console'].allowed).toBe(true));
  const shown = slice.handlers['display.show']({ body: { view: 'console' } }, technician);
  await eventually(() => expect(timers).toHaveLength(1));
  timers[0]?.();
  expect(await shown).toMatchObject({ view: 'guest' });
});

test('a locked seat turns its own monitor, and no other', async () => {
  await startViewer();
  await eventually(() => expect(heard).toHaveLength(1));
  tell({ ...told, view: 'console', scene: 'console' });
  await eventually(() => expect(slice.get().actions['show-guest'].allowed).toBe(true));
  const show = (seat: string) =>
    slice.handlers['display.show']({ body: { view: 'guest' } }, { seat, role: 'viewer' });
  expect(() => show('ttyS0')).toThrow(/locked/);
  show('tty1');
  await eventually(() => expect(heard.at(-1)).toEqual({ show: 'guest' }));
});

test('what the guest does changes what is wanted, and only then is it told again', async () => {
  await startViewer();
  await eventually(() => expect(heard).toHaveLength(1));
  bus.publish('guest', guest);
  guest = { ...guest, state: 'paused' };
  bus.publish('guest', guest);
  await eventually(() => expect(heard).toHaveLength(2));
  expect(heard[1]).toMatchObject({ wanted: { message: { text: 'Paused' } } });
});

test('keys are pressed in a guest that runs', async () => {
  await slice.handlers['display.keys']({ body: { keys: 'ctrl-alt-delete' } }, technician);
  expect(pressed).toEqual([[guest.name, [29, 56, 111]]]);
  guest = { ...guest, state: 'off' };
  await expect(slice.handlers['display.keys']({ body: { keys: 'alt-f4' } }, technician)).rejects.toThrow(
    /does not run/,
  );
});
