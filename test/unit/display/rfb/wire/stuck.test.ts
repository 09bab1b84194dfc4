import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { connectRfb } from '../../../../../src/display/rfb/connection.ts';
import type { RfbError } from '../../../../../src/display/rfb/errors.ts';
import { MAX_UNSENT } from '../../../../../src/display/rfb/limits.ts';
import { encodings, greeting, rect, update, xrgb } from '../../../../support/display/server-words.ts';

/** A server that takes nothing that is sent to it. */
async function start() {
  const stream = new Duplex({ read: () => {}, write: () => {}, writableHighWaterMark: 1024 });
  const connected = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<RfbError | undefined>();
  let updates = 0;
  const connection = connectRfb({
    stream,
    shared: true,
    listener: {
      connected: () => connected.resolve(),
      updated: () => {
        updates++;
      },
      closed: closed.resolve,
    },
  });
  stream.push(greeting(8, 4));
  await connected.promise;
  return { stream, connection, closed: closed.promise, updates: () => updates };
}

test('a server that does not read what is sent to it is left before it fills the memory', async () => {
  const { stream, connection, closed } = await start();
  for (let key = 0; key < MAX_UNSENT / 8 + 1; key++) connection.key({ qnum: 1, keysym: 2 }, true);
  expect(await closed).toMatchObject({ code: 'RFB_STUCK' });
  expect(stream.destroyed).toBe(true);
});

test('movements and requests that a server does not take are left out, clicks are not', async () => {
  const { stream, connection, updates } = await start();
  for (let n = 0; n < 100_000; n++) connection.pointer(n, n, 0);
  const full = stream.writableLength;
  expect(full).toBeLessThan(2048);
  connection.pointer(1, 1, 1);
  connection.pointer(2, 2, 0);
  expect(stream.writableLength).toBe(full + 12);

  const picture = update(rect([0, 0, 1, 1], encodings.raw, xrgb(1)));
  for (let n = 0; n < 1000; n++) stream.push(picture);
  await expect.poll(updates).toBe(1000);
  expect(stream.writableLength).toBe(full + 12);
});
