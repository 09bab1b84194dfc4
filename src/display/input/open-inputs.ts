import { readdir } from 'node:fs/promises';
import { createLookAgain } from '../system/look-again.ts';
import type { Poller } from '../system/poller.ts';
import { errorCode, type System } from '../system/system.ts';
import { watchFolder } from '../system/watch-folder.ts';
import { createGrabs } from './grabs.ts';
import type { HotKey } from './hot-key.ts';
import { type After, createHub } from './input-hub.ts';
import type { InputListener, Inputs } from './inputs.ts';
import { renderLeds } from './leds.ts';
import { type OpenDevice, openDevice, readKeysDown } from './open-device.ts';
import { EVENT_BYTES, parseEvents } from './parse-events.ts';

export interface InputsOptions {
  system: System;
  poller: Poller;
  /** The folder of the devices' files, such as `/dev/input`. */
  dev: string;
  /** The root of sysfs. */
  sys: string;
  hotKeys: readonly HotKey[];
  listener: InputListener;
  /** Does something later; Node's timers when not given. */
  after?: After;
}

/** Events of one device that are read at once: another one has its turn then. */
const BATCH = 128;

/** Opens all input devices that there are, and follows those that are plugged in and out. */
export async function openInputs(options: InputsOptions): Promise<Inputs> {
  const { system, poller, dev, sys, listener } = options;
  const after = options.after ?? laterByTimer;
  const hub = createHub(listener, options.hotKeys, after);
  const grabs = createGrabs(system, after, { grabbed: writeLeds, failed: report });
  const buffer = Buffer.alloc(BATCH * EVENT_BYTES);
  const devices = new Map<string, OpenDevice>();
  const watches = new Map<OpenDevice, () => void>();
  let leds: Buffer | undefined;
  let isClosed = false;
  let isFirst = true;

  const list = () => [...devices.values()].map(({ facts }) => facts);
  const lookAgain = createLookAgain(look);

  function report({ facts }: OpenDevice, error: Error): void {
    listener.failed(new Error(`${facts.id}: ${error.message}`, { cause: error }));
  }

  async function look(): Promise<void> {
    const ids = (await readdir(dev).catch(() => [] as string[])).filter((id) => /^event\d+$/.test(id));
    const before = devices.size;
    for (const id of ids.sort()) {
      if (!devices.has(id)) await add(id);
    }
    isFirst = false;
    if (devices.size !== before) listener.devices(list());
  }

  async function add(id: string): Promise<void> {
    try {
      const device = await openDevice(system, dev, sys, id);
      if (!device) return;
      if (isClosed) return system.close(device.fd);
      devices.set(id, device);
      hub.resync(device.hub, [...device.hub.down]);
      grabs.follow(device);
      watch(device);
    } catch (error) {
      // It has gone meanwhile, or udev hasn't given it to us yet and will: then there is a change of the folder.
      const isPassing =
        ['ENOENT', 'ENODEV', 'ENXIO'].includes(errorCode(error)) || errorCode(error) === 'EACCES';
      if (!isPassing || (isFirst && errorCode(error) === 'EACCES')) {
        listener.failed(new Error(`${id}: ${(error as Error).message}`, { cause: error }));
      }
    }
  }

  function watch(device: OpenDevice): void {
    watches.set(
      device,
      poller.watch(device.fd, 'read', () => readEvents(device)),
    );
  }

  function readEvents(device: OpenDevice): void {
    const length = attempt(device, () => system.read(device.fd, buffer));
    if (length === undefined) return;
    const { lost } = hub.take(device.hub, parseEvents(buffer.subarray(0, length)));
    const down = lost ? attempt(device, () => readKeysDown(system, device.fd)) : undefined;
    if (down) hub.resync(device.hub, down);
    if (devices.has(device.facts.id)) grabs.follow(device);
  }

  /** A device that can't be read has gone. */
  function attempt<Value>(device: OpenDevice, read: () => Value): Value | undefined {
    try {
      return read();
    } catch (error) {
      if (errorCode(error) !== 'ENODEV') report(device, error as Error);
      remove(device);
      listener.devices(list());
      // Another device may have got its number before we knew that it is gone.
      wake();
      return undefined;
    }
  }

  function remove(device: OpenDevice): void {
    watches.get(device)?.();
    watches.delete(device);
    devices.delete(device.facts.id);
    grabs.remove(device);
    hub.remove(device.hub);
    poller.close(device.fd);
  }

  function writeLeds(device: OpenDevice): void {
    if (!leds || !device.hasLeds || !device.isGrabbed) return;
    try {
      system.write(device.fd, leds);
    } catch (error) {
      // That it has gone is told when it is read.
      if (errorCode(error) !== 'ENODEV') report(device, error as Error);
    }
  }

  const wake = () => void lookAgain().catch(listener.failed);
  const unwatch = watchFolder(dev, wake, listener.failed);
  await lookAgain();

  return {
    list,
    grab(on) {
      hub.hear(on);
      grabs.want(on, devices.values());
    },
    setLeds(next) {
      leds = renderLeds(next);
      for (const device of devices.values()) writeLeds(device);
    },
    releaseAll: hub.releaseAll,
    close() {
      if (isClosed) return;
      isClosed = true;
      unwatch();
      hub.close();
      for (const device of devices.values()) remove(device);
    },
  };
}

const laterByTimer: After = (ms, work) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
