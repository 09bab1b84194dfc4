import { describe, expect, test } from 'vitest';
import type { SizeRefusal } from '../../../../../src/display/rfb/listener.ts';
import {
  renderDesktopSize,
  renderExtendedKey,
  renderKey,
  renderMovement,
  renderPointer,
  renderUpdateRequest,
} from '../../../../../src/display/rfb/messages/render-client.ts';
import { converse } from '../../../../support/display/conversation.ts';
import {
  encodings,
  greeting,
  rect,
  screens,
  update,
  xrgb,
} from '../../../../support/display/server-words.ts';

const [width, height] = [4, 2];
const whole = renderUpdateRequest(width, height, false);
const changes = renderUpdateRequest(width, height, true);
const picture = update(rect([0, 0, width, height], encodings.raw, Buffer.alloc(width * height * 4, 7)));
/** The version, the kind of security, ClientInit, the pixel format and ten encodings. */
const opening = 12 + 1 + 1 + 20 + (4 + 9 * 4);

async function start(options: Parameters<typeof converse>[0] = {}) {
  const conversation = converse(options);
  conversation.say(greeting(width, height));
  await conversation.listen(opening);
  return conversation;
}

describe('pictures', () => {
  test('are asked for one after the other: all, and then what changes', async () => {
    const { say, listen } = await start();
    expect(await listen(whole.length)).toEqual(whole);
    say(picture);
    expect(await listen(changes.length)).toEqual(changes);
    say(picture);
    expect(await listen(changes.length)).toEqual(changes);
  });

  test('are asked for again before one is there as a whole', async () => {
    const { say, listen } = await start();
    await listen(whole.length);
    say(picture.subarray(0, 20));
    expect(await listen(changes.length)).toEqual(changes);
  });

  test('are not asked for while nobody looks, and then for what has changed', async () => {
    const { say, listen, connection, heard } = await start();
    await listen(whole.length);
    connection.pause();
    say(picture, picture);
    const before = heard().length;
    connection.key({ qnum: 1, keysym: 2 }, true);
    expect(await listen(8)).toEqual(renderKey(2, true));
    expect(heard().length).toBe(before + 8);
    connection.resume();
    connection.resume();
    expect(await listen(changes.length)).toEqual(changes);
    connection.refresh(true);
    expect(await listen(whole.length)).toEqual(whole);
  });

  test('of another size are asked for as a whole', async () => {
    const { say, listen } = await start();
    await listen(whole.length);
    say(update(rect([0, 0, 3, 5], encodings.desktopSize)));
    expect(await listen(whole.length)).toEqual(renderUpdateRequest(3, 5, false));
  });

  test('that nobody looked at when the size changed are asked for as a whole, later', async () => {
    const resized = Promise.withResolvers<void>();
    const { say, listen, connection } = await start({ listener: { resized: () => resized.resolve() } });
    await listen(whole.length);
    connection.pause();
    say(update(rect([0, 0, 3, 5], encodings.desktopSize)));
    await resized.promise;
    connection.resume();
    expect(await listen(whole.length)).toEqual(renderUpdateRequest(3, 5, false));
  });
});

describe('keys', () => {
  test('have their scan codes when the server knows those', async () => {
    const told = Promise.withResolvers<void>();
    const { say, listen, connection } = await start({ listener: { bell: () => told.resolve() } });
    await listen(whole.length);
    connection.key({ qnum: 0x1c, keysym: 0xff0d }, true);
    expect(await listen(8)).toEqual(renderKey(0xff0d, true));
    say(update(rect([0, 0, 0, 0], encodings.extendedKey)), Buffer.from([2]));
    await told.promise;
    await listen(changes.length);
    connection.key({ qnum: 0x1c, keysym: 0xff0d }, false);
    expect(await listen(12)).toEqual(renderExtendedKey(0xff0d, 0x1c, false));
  });

  test('are of no effect before the handshake is through, and after the end', async () => {
    const { connection, say, listen, heard, closed } = converse();
    connection.key({ qnum: 1, keysym: 2 }, true);
    connection.pointer(1, 1, 1);
    connection.requestSize(1, 1);
    connection.refresh();
    say(greeting(width, height));
    await listen(opening);
    expect(await listen(whole.length)).toEqual(whole);
    const before = heard().length;
    connection.close();
    connection.close();
    connection.key({ qnum: 1, keysym: 2 }, true);
    expect(await closed).toBeUndefined();
    expect(heard().length).toBe(before);
  });
});

test('the pointer goes to a place, or by a distance', async () => {
  const { listen, connection } = await start();
  await listen(whole.length);
  connection.pointer(3, 1, 1);
  connection.movePointer(-4, 9, 0);
  expect(await listen(12)).toEqual(Buffer.concat([renderPointer(3, 1, 1), renderMovement(-4, 9, 0)]));
});

describe('another size', () => {
  test('is asked for only where the server takes it', async () => {
    const told = Promise.withResolvers<number>();
    const { say, listen, connection } = await start({
      listener: { canResize: (all) => told.resolve(all.length) },
    });
    await listen(whole.length);
    connection.requestSize(640, 480);
    say(update(screens(width, height)));
    expect(await told.promise).toBe(1);
    expect(await listen(changes.length)).toEqual(changes);
    connection.requestSize(800, 600);
    expect(await listen(24)).toEqual(renderDesktopSize(800, 600));
  });

  test.each([
    [1, 'prohibited'],
    [2, 'out-of-resources'],
    [3, 'invalid-layout'],
    [77, 'unknown'],
  ])('is refused with status %i: %s', async (status, why) => {
    const told = Promise.withResolvers<SizeRefusal>();
    const { say, connection } = await start({ listener: { sizeRefused: told.resolve } });
    say(update(screens(999, 999, 1, status)));
    expect(await told.promise).toBe(why);
    expect(connection.surface).toMatchObject({ width, height });
  });
});

test('a size that is forwarded to the guest is neither refused nor there yet', async () => {
  const told: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const { say, connection } = await start({
    listener: { sizeRefused: (why) => told.push(why), resized: () => told.push('resized'), bell: resolve },
  });
  say(update(screens(999, 999, 1, 4)), Buffer.from([2]));
  await promise;
  expect(told).toEqual([]);
  expect(connection.surface).toMatchObject({ width, height });
});

test('an update of several rectangles is told of once, in their order', async () => {
  const told = Promise.withResolvers<unknown>();
  const { say, connection } = await start({
    listener: { updated: (rects) => told.resolve(structuredClone([...rects])) },
  });
  say(
    update(
      rect([0, 0, 1, 1], encodings.raw, xrgb(0xff112233)),
      rect([2, 1, 2, 1], encodings.raw, xrgb(1, 2)),
      rect([0, 0, 0, 0], encodings.raw),
    ),
  );
  expect(await told.promise).toEqual([
    { x: 0, y: 0, width: 1, height: 1 },
    { x: 2, y: 1, width: 2, height: 1 },
  ]);
  expect([...connection.surface!.pixels].map((pixel) => pixel & 0xffffff)).toEqual([
    0x112233, 0, 0, 0, 0, 0, 1, 2,
  ]);
});
