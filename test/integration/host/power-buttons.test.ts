import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { filesBelow } from '../../../src/backend/host/files.ts';
import { followDevice } from '../../../src/backend/host/follow-device.ts';
import { makeFolder } from '../../../src/backend/host/make-folder.ts';
import { watchEntries } from '../../../src/backend/host/watch-entries.ts';
import { watchPowerButtons } from '../../../src/backend/host/watch-power-buttons.ts';
import { patiently } from '../../support/eventually.ts';

const press = Buffer.alloc(48);
press.writeUInt16LE(1, 16);
press.writeUInt16LE(116, 18);
press.writeInt32LE(1, 20);

let dir: string;
let watching: { stop(): Promise<void> } | undefined;
let presses: number;
let buttons: string[];
const failures: string[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bz-button-'));
  presses = 0;
  buttons = [];
  await list();
});
afterEach(async () => {
  await watching?.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Writes the kernel's list of input devices. */
async function list(...names: string[]): Promise<void> {
  const devices = names.map(
    (name) =>
      `I: Bus=0019 Vendor=0 \nN: Name="Power Button"\nH: Handlers=kbd ${name} \nB: KEY=10000000000000 0\n`,
  );
  await writeFile(join(dir, 'list.new'), `${devices.join('\n')}\n`);
  await rename(join(dir, 'list.new'), join(dir, 'list'));
}
const device = (name: string): string => join(dir, 'input', name);
const addDevice = (name: string): void => void execFileSync('mkfifo', [device(name)]);
const watchButtons = (): void => {
  watching = watchPowerButtons({
    clock: systemClock,
    files: filesBelow('/'),
    watchEntries,
    followDevice,
    folder: join(dir, 'input'),
    list: join(dir, 'list'),
    onPress: () => presses++,
    onButtons: (names) => {
      buttons = names;
    },
    onFailure: (_, message) => failures.push(message),
  });
};

test('a press is heard, of a button that is there and of one that comes later', async () => {
  makeFolder(join(dir, 'input'));
  await list('event0');
  addDevice('event0');
  watchButtons();
  // Opening it waits until somebody reads.
  await using first = await open(device('event0'), 'w');
  await first.write(press);
  await patiently(() => expect(presses).toBe(1));

  await list('event0', 'event7');
  addDevice('event7');
  await using second = await open(device('event7'), 'w');
  await second.write(press);
  await first.write(press);
  await patiently(() => expect(presses).toBe(3));

  await list('event7');
  await rm(device('event0'));
  await patiently(() => expect(buttons).toEqual(['event7']));
});

test('the folder of the devices may come later than the backend', async () => {
  await list('event0');
  await list();
  watchButtons();
  await list('event0');
  makeFolder(join(dir, 'input'));
  addDevice('event0');
  await using button = await open(device('event0'), 'w');
  await button.write(press);
  await patiently(() => expect(presses).toBe(1));
});

test('a button that cannot be read is said', async () => {
  makeFolder(join(dir, 'input'));
  await list('event0');
  watchButtons();
  await patiently(() => expect(failures.join()).toMatch(/No such file/));
});
