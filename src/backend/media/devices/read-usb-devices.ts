import { someAtATime } from '../../engine/some-at-a-time.ts';
import type { Files } from '../../host/files.ts';
import type { KeptReadings } from '../kept-readings.ts';
import { parseNumber, parseSerial, parseText, parseUsbIds } from '../parse-usb-disk.ts';
import type { UsbDevice } from './model.ts';
import {
  isBootKeyboard,
  isBootMouse,
  isHid,
  isHub,
  isNetwork,
  isStorage,
  parseDevice,
  parseInterface,
  type UsbInterface,
} from './parse-interface.ts';

type Machine = Pick<Files, 'listNames' | 'readText' | 'isThere'>;

/** What of the box's devices is its own. */
export interface BoxDevices {
  /** Terminals that show the console, for example `ttyUSB0`. */
  seats: readonly string[];
  /** The box follows a UPS at one of its own USB ports. */
  hasUsbUps: boolean;
}

export interface UsbDevices {
  devices: UsbDevice[];
  /** udev is not at work. */
  isSettled: boolean;
}

/** What is another one's in any case: that a driver is at work on it can't be told by the kernel's words of the device alone. */
export type KeptOthers = Pick<KeptReadings<'other'>, 'of'>;

const folder = '/sys/bus/usb/devices';
const atATime = 8;
const isDeviceName = (name: string): boolean => /^\d+-\d+(?:\.\d+)*$/.test(name);

/**
 * The USB devices of the box that are neither hubs nor disks nor NICs, by their places. While udev is at work only those of `known`, the keys of
 * an earlier look, are sure: the driver of another one may not have been loaded yet. `kept`: those of which was read before that they are hubs, disks
 * or NICs, by what they say of themselves.
 */
export async function readUsbDevices(
  machine: Machine,
  box: BoxDevices,
  known: ReadonlySet<string>,
  kept: KeptOthers = { of: (_name, _mark, read) => read() },
): Promise<UsbDevices> {
  const isSettled = !(await machine.isThere('/run/udev/queue'));
  const names = await machine.listNames(folder);
  // A machine without USB has no such folder.
  if (!names.ok) return { devices: [], isSettled };
  const read = (name: string) => readDevice(machine, name, names.value, box, kept);
  const devices = await someAtATime(atATime, names.value.filter(isDeviceName), read);
  return {
    devices: devices
      .filter((device) => device !== undefined)
      .map((device) => ({ ...device, isSure: isSettled || known.has(toKey(device)) }))
      .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true })),
    isSettled,
  };
}

/** Names one plug-in. */
export const toKey = ({ id, bus, device }: Pick<UsbDevice, 'id' | 'bus' | 'device'>): string =>
  `${id} ${bus} ${device}`;

async function readDevice(
  machine: Machine,
  name: string,
  names: readonly string[],
  box: BoxDevices,
  kept: KeptOthers,
): Promise<UsbDevice | undefined> {
  const uevent = await machine.readText(`${folder}/${name}/uevent`);
  if (!uevent.ok) return undefined;
  let device: UsbDevice | undefined;
  await kept.of(name, uevent.value, async () => {
    const found = await readKind(machine, name, uevent.value, names, box);
    if (found === 'other') return found;
    device = found;
    return undefined;
  });
  return device;
}

async function readKind(
  machine: Machine,
  name: string,
  uevent: string,
  names: readonly string[],
  box: BoxDevices,
): Promise<UsbDevice | 'other' | undefined> {
  const text = async (attribute: string): Promise<string> => {
    const reading = await machine.readText(`${folder}/${name}/${attribute}`);
    return reading.ok ? reading.value : '';
  };
  const numbers = parseDevice(uevent);
  const ids = parseUsbIds(uevent);
  const count = parseNumber(await text('bNumInterfaces'));
  const paths = names.filter((each) => each.startsWith(`${name}:`));
  const interfaces = await Promise.all(paths.map((path) => readInterface(machine, path)));
  const all = interfaces.filter((each) => each !== undefined);
  // One that the kernel has not configured has no interfaces: nobody knows what it is.
  if (numbers === undefined || ids === undefined || all.length === 0) return undefined;
  if (count !== undefined && all.length < count) return undefined;
  const kinds = [...all, ...(numbers.classId === undefined ? [] : [ofClass(numbers.classId)])];
  if (kinds.some(isHub) || all.some((each) => isStorage(each) || isNetwork(each))) return 'other';
  if (all.some(({ hasNic }) => hasNic)) return undefined;
  const ttys = all.flatMap((each) => each.ttys);
  const input = toInput(all);
  return {
    ...{ kind: 'device', id: name, port: name, bus: numbers.bus, device: numbers.device, ...ids },
    vendor: parseText(await text('manufacturer')),
    model: parseText(await text('product')),
    serial: parseSerial(await text('serial')),
    classes: [...new Set(kinds.map(({ classId }) => classId.toString(16).padStart(2, '0')))],
    ...{ isSure: true, input },
    own: toOwn(ttys, input, all, box),
  };
}

const ofClass = (classId: number): UsbInterface => ({
  classId,
  subclass: 0,
  protocol: 0,
  driver: undefined,
});

interface ReadInterface extends UsbInterface {
  hasNic: boolean;
  /** A keyboard, a mouse or another thing that the kernel makes input of. */
  hasInput: boolean;
  /** Terminals on it, for example `ttyUSB0`. */
  ttys: string[];
}

async function readInterface(machine: Machine, path: string): Promise<ReadInterface | undefined> {
  const uevent = await machine.readText(`${folder}/${path}/uevent`);
  const parsed = uevent.ok ? parseInterface(uevent.value) : undefined;
  if (parsed === undefined) return undefined;
  const list = async (at: string): Promise<string[]> => {
    const names = await machine.listNames(`${folder}/${path}${at}`);
    return names.ok ? names.value : [];
  };
  const inside = await list('');
  const hids = inside.filter((name) => /^[0-9A-F]{4}:[0-9A-F]{4}:[0-9A-F]{4}\./.test(name));
  const made = await Promise.all(hids.map((name) => list(`/${name}`)));
  return {
    ...parsed,
    hasNic: inside.includes('net'),
    hasInput: made.some((names) => names.includes('input')),
    ttys: [...inside.filter((name) => /^tty/.test(name) && name !== 'tty'), ...(await list('/tty'))],
  };
}

function toInput(all: readonly ReadInterface[]): UsbDevice['input'] {
  if (all.some(isBootKeyboard)) return 'keyboard';
  return all.some((each) => isBootMouse(each) || each.hasInput) ? 'other' : undefined;
}

function toOwn(
  ttys: readonly string[],
  input: UsbDevice['input'],
  all: readonly UsbInterface[],
  { seats, hasUsbUps }: BoxDevices,
): string | undefined {
  const seat = ttys.find((tty) => seats.includes(tty));
  if (seat !== undefined) return `The seat ${seat} is on it`;
  if (hasUsbUps && input === undefined && all.some(isHid)) return 'It may be the UPS that the box follows';
  return undefined;
}
