import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { System } from '../system/system.ts';
import { type Capabilities, classify } from './classify.ts';
import { ABS, LED } from './codes.ts';
import { createHubDevice, type HubDevice } from './input-hub.ts';
import type { DeviceKind, InputDevice } from './inputs.ts';
import { createMouse } from './mouse.ts';
import { parseBitmap, parseSetBits } from './parse-capabilities.ts';
import type { PointerParser } from './pointer-outputs.ts';
import { type Axis, createTablet, parseAxis } from './tablet.ts';
import { createTouchpad } from './touchpad.ts';

/** A device that is open. */
export interface OpenDevice {
  fd: number;
  facts: InputDevice;
  hub: HubDevice;
  hasLeds: boolean;
  /** Whether its events are ours alone. */
  isGrabbed: boolean;
}

const KEY_BYTES = 0x300 / 8;
const ABSINFO_BYTES = 24;
const NAME_LENGTH = 80;
const EVIOCGKEY = 0x80004518 + KEY_BYTES * 0x10000;
const EVIOCGRAB = 0x40044590;
const toAxisRequest = (axis: number) => 0x80184540 + axis;

/**
 * Opens an input device, if it is one that we read.
 *
 * @param dev the folder of its file, such as `/dev/input`
 * @param sys the root of sysfs
 * @param id such as `event3`
 * @throws Error when the kernel refuses, with its code
 */
export async function openDevice(
  system: System,
  dev: string,
  sys: string,
  id: string,
): Promise<OpenDevice | undefined> {
  const folder = join(sys, 'class/input', id, 'device');
  const capabilities = await readCapabilities(folder);
  const kinds = classify(capabilities);
  if (kinds.length === 0) return undefined;
  const name = (await readFile(join(folder, 'name'), 'utf8').catch(() => '')).trim().slice(0, NAME_LENGTH);
  const fd = system.open(join(dev, id), 'both');
  try {
    return {
      fd,
      facts: { id, name, kinds },
      hub: createHubDevice(id, openPointers(system, fd, kinds), readKeysDown(system, fd)),
      hasLeds: [LED.NUM, LED.CAPS, LED.SCROLL].some(capabilities.led),
      isGrabbed: false,
    };
  } catch (error) {
    system.close(fd);
    throw error;
  }
}

/** Asks which keys and buttons are down. */
export function readKeysDown(system: System, fd: number): number[] {
  const bits = Buffer.alloc(KEY_BYTES);
  system.ioctl(fd, EVIOCGKEY, bits);
  return parseSetBits(bits);
}

/** Keeps a device's events from everybody else, or no longer. */
export function writeGrab(system: System, fd: number, on: boolean): void {
  system.ioctl(fd, EVIOCGRAB, on ? 1 : 0);
}

async function readCapabilities(folder: string): Promise<Capabilities> {
  const read = async (name: string) =>
    parseBitmap(await readFile(join(folder, name), 'utf8').catch(() => '0'));
  return {
    key: await read('capabilities/key'),
    rel: await read('capabilities/rel'),
    abs: await read('capabilities/abs'),
    led: await read('capabilities/led'),
    properties: await read('properties'),
  };
}

function openPointers(system: System, fd: number, kinds: readonly DeviceKind[]): PointerParser[] {
  const axis = (number: number): Axis => {
    const info = Buffer.alloc(ABSINFO_BYTES);
    system.ioctl(fd, toAxisRequest(number), info);
    return parseAxis(info);
  };
  const open: Record<DeviceKind, () => PointerParser[]> = {
    keyboard: () => [],
    mouse: () => [createMouse()],
    touchpad: () => [createTouchpad(axis(ABS.X), axis(ABS.Y))],
    tablet: () => [createTablet(axis(ABS.X), axis(ABS.Y), false)],
    'touch-screen': () => [createTablet(axis(ABS.X), axis(ABS.Y), true)],
  };
  return kinds.flatMap((kind) => open[kind]());
}
