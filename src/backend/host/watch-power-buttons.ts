import { join } from 'node:path';
import type { Clock } from '../engine/clock.ts';
import type { Files } from './files.ts';
import type { Following } from './follow-command.ts';
import type { FollowDevice } from './follow-device.ts';
import { parsePowerButtons } from './parse-power-buttons.ts';
import { parsePresses } from './parse-presses.ts';
import type { WatchEntries } from './watch-entries.ts';

export interface PowerButtonsOptions {
  clock: Clock;
  files: Pick<Files, 'readText'>;
  watchEntries: WatchEntries;
  followDevice: FollowDevice;
  /** The folder of the event devices, and the kernel's list of input devices. */
  folder: string;
  list: string;
  onPress(): void;
  /** The buttons that are listened to are others. */
  onButtons(names: string[]): void;
  onFailure(button: string, message: string): void;
}

/** udev gives a new device its name and rights in a few steps. */
const quietMs = 200;
const againMs = 60_000;

/** Calls `onPress` whenever a power button of the box goes down. Buttons may come and go; nothing runs while none is pressed. */
export function watchPowerButtons(options: PowerButtonsOptions): { stop(): Promise<void> } {
  const { clock, files, folder } = options;
  const readers = new Map<string, Following>();
  let stopped = false;
  let cancelTimer = (): void => {};

  const lookIn = (ms: number): void => {
    cancelTimer();
    if (!stopped) cancelTimer = clock.after(ms, () => void look());
  };
  const listen = (name: string): void => {
    let rest: Uint8Array = new Uint8Array();
    const reader = options.followDevice(join(folder, name), {
      bytes: (bytes) => {
        const found = parsePresses(Buffer.concat([rest, bytes]));
        rest = found.rest;
        for (let press = 0; press < found.presses; press++) options.onPress();
      },
      end: (message) => {
        if (readers.get(name) === reader) readers.delete(name);
        options.onFailure(name, message);
        lookIn(againMs);
      },
    });
    readers.set(name, reader);
  };
  const look = async (): Promise<void> => {
    const reading = await files.readText(options.list);
    if (stopped || !reading.ok) return;
    const names = parsePowerButtons(reading.value);
    const gone = [...readers.keys()].filter((name) => !names.includes(name));
    const come = names.filter((name) => !readers.has(name));
    for (const name of gone) {
      void readers.get(name)?.stop();
      readers.delete(name);
    }
    come.forEach(listen);
    if (gone.length + come.length > 0) options.onButtons([...readers.keys()]);
  };

  const watching = options.watchEntries(folder, () => lookIn(quietMs));
  void look();
  return {
    stop: async () => {
      stopped = true;
      cancelTimer();
      watching.close();
      await Promise.all([...readers.values()].map((reader) => reader.stop()));
    },
  };
}
