import { beforeEach, expect, test } from 'vitest';
import type { Told, View, Wanted } from '../../../../src/display/control/model.ts';
import { createSurface } from '../../../../src/display/surface.ts';
import { GuestInput } from '../../../../src/display/viewer/guest-input.ts';
import type { Show } from '../../../../src/display/viewer/stage.ts';
import { Viewer } from '../../../../src/display/viewer/viewer.ts';

const wanted: Wanted = {
  ...{ vnc: '/vnc', first: 'guest', whenOff: 'message', consoleVt: 1, hotKey: 'ctrl-alt-f2', longPressS: 0 },
  ...{ scale: 'fit', resizeGuest: false, viewOnly: false, blankAfterS: 0, splash: '/splash.png' },
};
const splash = createSurface(4, 4);
const cursor = { width: 1, height: 1, hotX: 0, hotY: 0, pixels: new Uint32Array([0xffffffff]) };

let shows: Show[];
let sent: unknown[];
let told: Told | undefined;
let kept: View[];
let viewer: Viewer;
let guest: GuestInput;

/** A viewer whose stage, keyboards and guest write down what they are told. */
function setUp(view?: View): void {
  [shows, sent, kept, told] = [[], [], [], undefined];
  const write =
    (what: string) =>
    (...args: unknown[]) =>
      void sent.push([what, ...args]);
  const connection = { key: write('key'), pointer: write('pointer'), movePointer: write('move') };
  guest = new GuestInput({
    remote: { connection: connection as never },
    toKey: (code) => (code === 0 ? undefined : { qnum: code, keysym: code }),
    setPointer: (pointer) => write('cursor')(pointer === undefined ? undefined : [pointer.x, pointer.y]),
    onActivity: () => viewer.wake(),
  });
  viewer = new Viewer({
    stage: { show: (show) => void shows.push(show), paint: write('paint'), blank: write('blank') },
    inputs: {
      // A key is held all the time.
      releaseAll: () => guest.key({ code: 29, down: false, device: 'event0' }),
    },
    guest,
    remote: { follow: write('follow'), pause: write('pause') },
    readSplash: async () => splash,
    view,
    keepView: (each) => kept.push(each),
    onWanted: () => {},
    onTold: (now) => {
      told = now;
    },
  });
  viewer.start(wanted.splash);
}
const surface = () => {
  const made = createSurface(100, 50);
  made.pixels.fill(0x123456);
  return made;
};
const draw = (made = surface()) => {
  viewer.setPicture(made);
  viewer.updated([{ x: 0, y: 0, width: 100, height: 50 }]);
  return made;
};
const last = () => shows.at(-1);
const keys = () => sent.filter((each) => (each as unknown[])[0] === 'key');

beforeEach(() => setUp());

test('after a boot there is the splash, until the guest draws something', async () => {
  viewer.want(wanted);
  await Promise.resolve();
  expect(last()).toEqual({ kind: 'picture', surface: splash });
  expect(told).toMatchObject({ view: 'guest', scene: 'splash' });
  viewer.setPicture(surface());
  expect(last()).toEqual({ kind: 'picture', surface: splash });
  const picture = draw();
  expect(last()).toEqual({ kind: 'picture', surface: picture });
  expect(told).toMatchObject({ scene: 'picture', picture: { width: 100, height: 50 } });
  viewer.stop();
});

test('a policy that wants the console gets it, as long as nobody has chosen', () => {
  viewer.want({ ...wanted, first: 'console' });
  expect(last()).toEqual({ kind: 'console' });
  viewer.toggle();
  viewer.want({ ...wanted, first: 'console', viewOnly: true });
  expect(told?.view).toBe('guest');
  expect(kept).toEqual(['guest']);
  viewer.stop();
});

test('a viewer that follows a killed one shows what that showed', () => {
  setUp('console');
  viewer.want(wanted);
  expect(last()).toEqual({ kind: 'console' });
  expect(told?.view).toBe('console');
  viewer.stop();
});

test('the hot-key goes there and back, and lets go of all keys before it leaves', () => {
  viewer.want(wanted);
  const picture = draw();
  sent = [];
  viewer.toggle();
  expect(last()).toEqual({ kind: 'console' });
  expect(sent).toContainEqual(['key', { qnum: 29, keysym: 29 }, false]);
  expect(sent).toContainEqual(['pause', true]);
  viewer.toggle();
  expect(last()).toEqual({ kind: 'picture', surface: picture });
  expect(sent).toContainEqual(['pause', false]);
  viewer.stop();
});

test('keys and movements reach the guest while it is shown, and only then', () => {
  viewer.want(wanted);
  guest.key({ code: 30, down: true, device: 'event0' });
  expect(keys()).toEqual([]);
  draw();
  guest.key({ code: 30, down: true, device: 'event0' });
  guest.key({ code: 0, down: true, device: 'event0' });
  guest.motion({ dx: 1, dy: 1 });
  expect(keys()).toEqual([['key', { qnum: 30, keysym: 30 }, true]]);
  expect(sent).toContainEqual(['pointer', 51, 26, 0]);
  viewer.toggle();
  sent = [];
  guest.key({ code: 30, down: true, device: 'event0' });
  expect(keys()).toEqual([]);
  viewer.stop();
});

test('a guest that is only looked at gets nothing', () => {
  viewer.want({ ...wanted, viewOnly: true });
  draw();
  guest.key({ code: 30, down: true, device: 'event0' });
  guest.motion({ dx: 1, dy: 1 });
  expect(sent.filter((each) => /key|pointer|move/.test(String((each as unknown[])[0])))).toEqual([]);
  viewer.stop();
});

test('a key that is held when the guest is only to be looked at is released there', () => {
  viewer.want(wanted);
  draw();
  sent = [];
  viewer.want({ ...wanted, viewOnly: true });
  expect(keys()).toEqual([['key', { qnum: 29, keysym: 29 }, false]]);
  viewer.stop();
});

test('a guest that stops gives way to what is to be said, and comes back by itself', () => {
  viewer.want(wanted);
  draw();
  viewer.setPicture(undefined);
  viewer.want({ ...wanted, message: { text: 'Switched off' } });
  expect(last()).toMatchObject({ kind: 'text', message: { text: 'Switched off' } });
  expect(told?.picture).toBeUndefined();
  viewer.want(wanted);
  const picture = draw();
  expect(last()).toEqual({ kind: 'picture', surface: picture });
  viewer.stop();
});

test('a guest that stops gives way to the console where the policy says so, and comes back all the same', () => {
  viewer.want({ ...wanted, whenOff: 'console', message: { text: 'Switched off' } });
  expect(last()).toEqual({ kind: 'console' });
  viewer.want({ ...wanted, whenOff: 'console' });
  draw();
  expect(last()).toMatchObject({ kind: 'picture' });
  viewer.stop();
});

test('the hot-key at a message goes to the console, also where that came by itself', () => {
  viewer.want({ ...wanted, message: { text: 'Switched off' } });
  viewer.toggle();
  expect(last()).toEqual({ kind: 'console' });
  viewer.toggle();
  expect(last()).toMatchObject({ kind: 'text' });
  viewer.stop();
});

test('another size is shown whole', () => {
  viewer.want(wanted);
  draw();
  const larger = createSurface(200, 100);
  viewer.setPicture(larger);
  expect(last()).toEqual({ kind: 'picture', surface: larger });
  viewer.stop();
});

test('a guest that switches its display off has a black one, and not what QEMU writes', () => {
  viewer.want(wanted);
  const picture = draw();
  picture.pixels.fill(0);
  // "Display output is not active." has 29 letters: it begins with pixel 8 and ends with pixel 240 of a picture of 256 pixels.
  const wide = createSurface(256, 48);
  viewer.setPicture(wide);
  for (let x = 12; x < 240; x += 8) wide.pixels[20 * 256 + x] = 0xaaaaaa;
  viewer.updated([{ x: 0, y: 0, width: 256, height: 48 }]);
  expect(wide.pixels.every((pixel) => pixel === 0)).toBe(true);
  viewer.stop();
});

test('the pointer is drawn for a guest with a tablet, and for no other', () => {
  viewer.want(wanted);
  draw();
  guest.setCursor(cursor);
  expect(sent.at(-1)).toEqual(['cursor', [50, 25]]);
  guest.setAbsolute(false);
  expect(sent.at(-1)).toEqual(['cursor', undefined]);
  viewer.stop();
});

test('what a finger points at is a pixel of the picture, not a place of the monitor', () => {
  viewer.want(wanted);
  draw();
  const picture = { x: 0, y: 0, width: 100, height: 50 };
  const target = { x: 0, y: 25, width: 100, height: 50 };
  const screen = { name: 'fb0', driver: 'x', width: 100, height: 100, bitsPerPixel: 32 };
  viewer.setOutputs([{ ...screen, placement: { source: picture, target } }], []);
  guest.position({ x: 0.5, y: 0.5 });
  expect(sent).toContainEqual(['pointer', 50, 25, 0]);
  viewer.stop();
});

test('who is stopped draws nothing any more, whatever still comes', () => {
  viewer.want(wanted);
  draw();
  viewer.stop();
  shows = [];
  viewer.setPicture(undefined);
  viewer.want({ ...wanted, message: { text: 'Switched off' } });
  viewer.setOutputs([], []);
  expect(shows).toEqual([]);
});

test('monitors are told by the names that are on the box', () => {
  viewer.setOutputs(
    [],
    [
      { name: 'HDMI-A-1', connected: true, preferred: undefined, device: undefined },
      { name: 'DP-1', connected: undefined, preferred: undefined, device: undefined },
    ],
  );
  expect(told?.connectors).toEqual([{ name: 'HDMI-A-1', connected: true }]);
  viewer.stop();
});
