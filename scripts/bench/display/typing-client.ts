import { setTimeout as sleep } from 'node:timers/promises';
import { connectRfb } from '../../../src/display/rfb/connection.ts';
import { openSocket } from '../../../src/display/rfb/wire/open-socket.ts';
import { GuestInput } from '../../../src/display/viewer/guest-input.ts';
import { createKeyNamer } from '../../../src/display/viewer/key-namer.ts';

/**
 * Our side of typing-client.c: types to the guest of typist.ts the way the viewer does (`viewer`), or without its nudges (`plain`).
 * typing-client SOCKET viewer|plain KEYS IDLE_MS; prints the milliseconds from each key to its pixels, and then the CPU milliseconds of the idle time after them.
 */
const [path = '', way = 'viewer', keys = '1', idleMs = '0'] = process.argv.slice(2);
/** The A of a keyboard, by Linux' number. */
const letter = 30;

let updated = Promise.withResolvers<void>();
const connection = connectRfb({
  stream: await openSocket({ path }),
  shared: true,
  listener: {
    connected: () => {},
    updated: () => {
      updated.resolve();
      updated = Promise.withResolvers();
    },
    closed: (reason) => {
      if (reason !== undefined) throw reason;
    },
  },
});
const { toKey } = createKeyNamer();
const input = new GuestInput({ remote: { connection }, toKey, setPointer: () => {}, onActivity: () => {} });
input.setState(true, true);

const strike = (): void => {
  for (const down of [true, false]) {
    if (way === 'viewer') input.key({ device: 'keyboard', code: letter, down });
    else connection.key(toKey(letter, down) ?? { qnum: 0, keysym: 0 }, down);
  }
};
const seen = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await updated.promise;
};

while (connection.surface?.width !== 1920) {
  strike();
  await Promise.race([sleep(500), updated.promise]);
}
if (way === 'plain') input.stop();
await sleep(2000);
const times: number[] = [];
for (let key = 0; key < Number(keys); key++) {
  // Not in step with QEMU's timer.
  await sleep(250 + ((key * 37) % 200));
  const before = connection.surface?.pixels[0];
  const from = performance.now();
  strike();
  await seen(() => connection.surface?.pixels[0] !== before);
  times.push(performance.now() - from);
}
await sleep(500);
const before = process.cpuUsage();
await sleep(Number(idleMs));
const { user, system } = process.cpuUsage(before);
console.log([...times.map((ms) => ms.toFixed(2)), ((user + system) / 1000).toFixed(2)].join(' '));
input.stop();
connection.close();
