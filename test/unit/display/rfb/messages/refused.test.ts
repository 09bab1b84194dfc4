import { describe, expect, test } from 'vitest';
import { converse } from '../../../../support/display/conversation.ts';
import {
  bell,
  colours,
  cutText,
  encodings,
  greeting,
  rect,
  screens,
  serverInit,
  text,
  u16,
  u32,
  update,
  version,
} from '../../../../support/display/server-words.ts';

const byte = (...values: number[]) => Buffer.from(values);

/** What a server must not say, beside a picture of 8x4. */
const wrongs: [string, Buffer, RegExp][] = [
  ['an unknown message', byte(77), /message of the unknown type 77/],
  [
    'an encoding that was not asked for',
    update(rect([0, 0, 1, 1], encodings.tight)),
    /encoding 7, which was not/,
  ],
  [
    'a rectangle beside the picture',
    update(rect([1, 0, 8, 4], encodings.raw)),
    /8x4 at 1,0 lies outside .* 8x4/,
  ],
  ['one below it', update(rect([0, 4, 1, 1], encodings.raw)), /lies outside/],
  [
    'a copy from beside it',
    update(rect([0, 0, 4, 4], encodings.copyrect, u16(5, 0))),
    /outside the picture: 5,0/,
  ],
  ['a picture without pixels', update(rect([0, 0, 0, 9], encodings.desktopSize)), /the picture is 0x9/],
  [
    'a picture that is too large',
    update(rect([0, 0, 65535, 65535], encodings.desktopSize)),
    /too large: 65535x65535/,
  ],
  ['screens that are too large', update(screens(40_000, 40_000)), /too large/],
  [
    'a pointer that is too large',
    update(rect([0, 0, 513, 1], encodings.cursor)),
    /pointer is too large: 513x1/,
  ],
  [
    'a clipboard that is too large',
    Buffer.concat([byte(3, 0, 0, 0), u32(-1)]),
    /clipboard has 4294967295 bytes/,
  ],
  [
    'a name that is too long',
    update(rect([0, 0, 0, 0], encodings.desktopName, u32(1 << 20))),
    /name has 1048576 bytes/,
  ],
];

describe('a connection ends with a reason for', () => {
  test.each(wrongs)('%s', async (_name, words, message) => {
    const { say, closed } = converse({ listener: { cursor: () => {} } });
    say(greeting(8, 4), words);
    expect(await closed).toMatchObject({ code: 'RFB_PROTOCOL', message: expect.stringMatching(message) });
  });

  test.each([
    ['a picture without pixels', serverInit(0, 5), /is 0x5/],
    ['a picture that is too large', serverInit(1001, 1000), /too large/],
    ['a name that is too long', Buffer.concat([u16(8, 4), Buffer.alloc(16), u32(-1)]), /name has 4294967295/],
  ])('%s at the beginning', async (_name, init, message) => {
    const { say, closed } = converse({ maxPixels: 1_000_000 });
    say(version, byte(1, 1), u32(0), init);
    expect(await closed).toMatchObject({ code: 'RFB_PROTOCOL', message: expect.stringMatching(message) });
  });

  test('a bug of the listener, which is told of it', async () => {
    const bug = new Error('oops');
    const { say, closed } = converse({
      listener: {
        bell: () => {
          throw bug;
        },
      },
    });
    say(greeting(8, 4), bell);
    expect(await closed).toMatchObject({ code: 'RFB_INTERNAL', cause: bug });
  });
});

describe('a connection goes on after', () => {
  test('what it has no use for: the clipboard and colours', async () => {
    const belled = Promise.withResolvers<void>();
    const { say } = converse({ listener: { bell: belled.resolve } });
    say(greeting(8, 4), cutText('x'.repeat(100_000)), colours(300), bell);
    await belled.promise;
  });

  test('long names, of which it keeps the beginning', async () => {
    const names: string[] = [];
    const belled = Promise.withResolvers<void>();
    const { say } = converse({
      listener: {
        connected: ({ name }) => names.push(name),
        renamed: (name) => names.push(name),
        bell: belled.resolve,
      },
    });
    const renamed = rect([0, 0, 0, 0], encodings.desktopName, text('b'.repeat(9999)));
    say(greeting(8, 4, 'a'.repeat(9999)), update(renamed), bell);
    await belled.promise;
    expect(names).toEqual(['a'.repeat(256), 'b'.repeat(256)]);
  });
});

test('nothing is told after the listener itself has ended the connection', async () => {
  const told: string[] = [];
  const { say, connection, closed } = converse({
    listener: {
      bell: () => {
        told.push('bell');
        connection.close();
      },
      updated: () => told.push('updated'),
    },
  });
  say(greeting(8, 4), bell, bell, update(rect([0, 0, 1, 1], encodings.raw, u32(1))));
  expect(await closed).toBeUndefined();
  expect(told).toEqual(['bell']);
});
