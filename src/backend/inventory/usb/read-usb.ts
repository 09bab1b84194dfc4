import type { Problem, UsbDevice } from '../../../contract/index.ts';
import { someAtATime } from '../../engine/some-at-a-time.ts';
import type { Files } from '../../host/files.ts';
import { devicesAtATime } from '../devices-at-a-time.ts';
import { orUnknown, reasonOf, toFact } from '../facts.ts';
import { parseCount, parseLine } from '../parse-scalar.ts';
import {
  byUsbPath,
  isUsbDevice,
  parseUsbFunction,
  parseUsbSpeed,
  toInterfacePrefix,
  toParent,
  type UsbFunction,
} from './parse-usb.ts';

const folder = '/sys/bus/usb/devices';

export interface Usb {
  devices: UsbDevice[];
  problems: Problem[];
}

/** The devices of the USB tree in its order; interfaces are not rows, but say what their device is. A machine without USB has none. */
export async function readUsb(files: Files): Promise<Usb> {
  const listed = await files.listNames(folder);
  if (!listed.ok) {
    const message = `USB devices cannot be listed: ${listed.message}`;
    return {
      devices: [],
      problems: listed.why === 'missing' ? [] : [warning('inventory.usb-unreadable', message)],
    };
  }
  const paths = listed.value.filter(isUsbDevice).sort(byUsbPath);
  return {
    devices: await someAtATime(devicesAtATime, paths, (path) => readDevice(files, path, listed.value)),
    problems: [],
  };
}

async function readDevice(files: Files, path: string, names: readonly string[]): Promise<UsbDevice> {
  const at = (attribute: string): string => `${folder}/${path}/${attribute}`;
  const prefix = toInterfacePrefix(path);
  const [uevent, manufacturer, product, serial, speed, ports, ...interfaces] = await Promise.all([
    files.readText(at('uevent')),
    files.readText(at('manufacturer')),
    files.readText(at('product')),
    files.readText(at('serial')),
    files.readText(at('speed')),
    files.readText(at('maxchild')),
    ...names.filter((name) => name.startsWith(prefix)).map((name) => readInterface(files, name)),
  ]);
  const parent = toParent(path);
  const own: UsbFunction = uevent.ok ? parseUsbFunction(uevent.value) : {};
  const silent = uevent.ok ? 'the kernel does not say' : reasonOf(uevent);
  return {
    path,
    ...(parent === undefined ? {} : { parent }),
    vendorId: orUnknown(own.vendorId, silent),
    productId: orUnknown(own.productId, silent),
    manufacturer: toFact(manufacturer, parseLine),
    product: toFact(product, parseLine),
    serial: toFact(serial, parseLine),
    speedMbps: toFact(speed, parseUsbSpeed),
    classes: distinct([own, ...interfaces].map(({ classId }) => classId)),
    drivers: distinct(interfaces.map(({ driver }) => driver)),
    ports: toFact(ports, parseCount),
    problems:
      own.vendorId === undefined
        ? [
            warning(
              'inventory.usb-device-unreadable',
              `The USB device ${path} cannot be identified: ${silent}`,
            ),
          ]
        : [],
  };
}

async function readInterface(files: Files, name: string): Promise<UsbFunction> {
  const uevent = await files.readText(`${folder}/${name}/uevent`);
  return uevent.ok ? parseUsbFunction(uevent.value) : {};
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.flatMap((value) => parseLine(value ?? '') ?? [])),
];

const warning = (code: string, message: string): Problem => ({ code, severity: 'warning', message });
