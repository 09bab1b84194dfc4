import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Key } from '../../../../src/display/rfb/connection.ts';
import type { Leds, SizeRefusal } from '../../../../src/display/rfb/listener.ts';
import { openSocket } from '../../../../src/display/rfb/wire/open-socket.ts';
import { drawDesktop } from '../../../support/display/pictures.ts';
import { type DisplayGuest, startDisplayGuest } from '../../../support/display/qemu.ts';
import { recordedEncodings } from '../../../support/display/recordings.ts';
import { type Viewer, view } from '../../../support/display/viewer.ts';
import { patiently } from '../../../support/eventually.ts';

const pictures = [drawDesktop(800, 600, 1), drawDesktop(800, 600, 2), drawDesktop(1024, 768, 3)];
const A = { qnum: 0x1e, keysym: 0x61 };
const CAPS = { qnum: 0x3a, keysym: 0xffe5 };

let guest: DisplayGuest;
beforeAll(async () => {
  guest = await startDisplayGuest({ pictures });
  // Before its boot sector reads them, keys are lost.
  await patiently(async () => {
    const { width } = await guest.readScreen();
    if (width < 800) await guest.qmp.monitor('sendkey a');
    expect(await findShown()).toBeGreaterThanOrEqual(0);
  });
});
afterAll(() => guest[Symbol.asyncDispose]());

/** Which of the pictures the guest shows, when it has painted all of it; -1 meanwhile. */
async function findShown(): Promise<number> {
  const { width, pixels } = await guest.readScreen();
  return pictures.findIndex(
    (each) => each.width === width && Buffer.from(each.pixels.buffer).equals(Buffer.from(pixels.buffer)),
  );
}

/** The key that has the guest show another picture, until it does. */
async function showNext(press: () => unknown): Promise<void> {
  const before = await findShown();
  await press();
  await patiently(async () => {
    const now = await findShown();
    expect(now).toBeGreaterThanOrEqual(0);
    expect(now).not.toBe(before);
  });
}

function press({ connection }: Viewer, key: Key): void {
  connection.key(key, true);
  connection.key(key, false);
}

const same = (viewer: Viewer, shown = guest) =>
  patiently(async () => expect(await viewer.sees(shown)).toBe(true));

describe('the screen of a running QEMU', () => {
  test.each(recordedEncodings)(
    'is seen as QEMU itself sees it, by %s, and follows keys and sizes',
    async (encoding) => {
      using viewer = view({
        stream: await openSocket({ path: guest.vnc }),
        encodings: [encoding, 'copyrect'],
      });
      await viewer.connected;
      await same(viewer);
      for (const _picture of pictures) {
        await showNext(() => press(viewer, A));
        await same(viewer);
      }
      expect(viewer.sizes).toContain('800x600');
      expect(viewer.sizes).toContain('1024x768');
    },
  );

  test('is seen through any stream, by several at once', async () => {
    using one = view({ stream: connect(guest.vnc) });
    using another = view({ stream: connect(guest.vnc) });
    await Promise.all([one.connected, another.connected]);
    await same(one);
    await same(another);
  });

  test('is seen again after a pause', async () => {
    using viewer = view({ stream: await openSocket({ path: guest.vnc }) });
    await viewer.connected;
    viewer.connection.pause();
    await showNext(() => guest.qmp.monitor('sendkey a'));
    viewer.connection.resume();
    await same(viewer);
  });

  test('has lamps, which keys change', async () => {
    const leds: Leds[] = [];
    using viewer = view({
      stream: await openSocket({ path: guest.vnc }),
      listener: { leds: (told) => leds.push(told) },
    });
    await viewer.connected;
    await patiently(() => expect(leds).not.toEqual([]));
    const { caps } = leds.at(-1)!;
    press(viewer, CAPS);
    // SeaBIOS sets the lamps when it is asked for the next key.
    await showNext(() => press(viewer, A));
    await patiently(() => expect(leds.at(-1)?.caps).toBe(!caps));
  });
});

test('a pointer that becomes a tablet is told of', async () => {
  const args = async () => ['-device', 'qemu-xhci', '-device', 'usb-tablet'];
  await using other = await startDisplayGuest({ pictures: [], args });
  const absolute: boolean[] = [];
  using viewer = view({
    stream: await openSocket({ path: other.vnc }),
    listener: { pointerIsAbsolute: (isAbsolute) => absolute.push(isAbsolute) },
  });
  await viewer.connected;
  await patiently(() => expect(absolute.at(-1)).toBe(false));
  viewer.connection.movePointer(5, -5, 0);
  const index = /Mouse #(\d+): QEMU HID Tablet/.exec(await other.qmp.monitor('info mice'))?.[1];
  await other.qmp.monitor(`mouse_set ${index}`);
  await patiently(() => expect(absolute.at(-1)).toBe(true));
  viewer.connection.pointer(10, 10, 1);
  await same(viewer, other);
});

test('a QEMU that is killed has closed the connection', async () => {
  await using other = await startDisplayGuest({ pictures });
  using viewer = view({ stream: await openSocket({ path: other.vnc }) });
  await viewer.connected;
  await other.kill('SIGKILL');
  expect(await viewer.closed).toMatchObject({ code: 'RFB_LOST' });
});

test('a size that the guest has no way to take is refused', async () => {
  const { promise: canResize, resolve } = Promise.withResolvers<unknown>();
  const refused = Promise.withResolvers<SizeRefusal>();
  using viewer = view({
    stream: await openSocket({ path: guest.vnc }),
    listener: { canResize: resolve, sizeRefused: refused.resolve },
  });
  await canResize;
  viewer.connection.requestSize(1024, 768);
  expect(await refused.promise).toBe('invalid-layout');
});

test('a socket whose server has gone before it is used ends the connection', async () => {
  const other = await startDisplayGuest({ pictures: [] });
  const stream = await openSocket({ path: other.vnc });
  await other[Symbol.asyncDispose]();
  const destroyed = await openSocket({ path: guest.vnc });
  destroyed.destroy();
  await once(destroyed, 'close');
  for (const each of [stream, destroyed])
    expect(await view({ stream: each }).closed).toMatchObject({ code: 'RFB_LOST' });
});

test('a connection that we close ends without a reason', async () => {
  const viewer = view({ stream: await openSocket({ path: guest.vnc }) });
  await viewer.connected;
  viewer.connection.close();
  expect(await viewer.closed).toBeUndefined();
});

test('a socket on which nobody listens is an error of the system', async () => {
  await expect(openSocket({ path: `${guest.vnc}-none` })).rejects.toMatchObject({ code: 'ENOENT' });
});
