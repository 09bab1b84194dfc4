import { isUsbDiskName } from './parse-usb-disk.ts';

/** One thing that `udevadm monitor` tells of. */
export interface UdevEvent {
  /** Who tells it: the kernel when it happens, udev when its rules are done with it. */
  from: 'kernel' | 'udev';
  /** `add`, `remove`, `change`, `bind`, … */
  action: string;
  /** Below `/sys`. */
  path: string;
  subsystem: string;
}

/** A line of `udevadm monitor`; `undefined` for what is none of an event. */
export function parseUdevEvent(line: string): UdevEvent | undefined {
  const [, from, action = '', path = '', subsystem = ''] =
    /^(KERNEL|UDEV) *\[\d+\.\d+\] +(\S+) +(\/\S+) +\((\S+)\)$/.exec(line) ?? [];
  return from === undefined
    ? undefined
    : { from: from === 'KERNEL' ? 'kernel' : 'udev', action, path, subsystem };
}

/** What is to be done about an event. */
export interface UdevMeaning {
  /** The kernel has a disk of this name that it did not have, and is done with it: its size is known, and its partitions are. */
  disk?: string;
  /** What is plugged in may be another. */
  isNews: boolean;
  /** So may a drive. */
  isOfDrives: boolean;
}

/**
 * A new disk and one that has gone are as the kernel says at once. Everything else is looked at when udev is done with it: what is in a
 * reader, for one, the kernel finds out only when somebody opens it, as udev does.
 */
export function toMeaning(event: UdevEvent | undefined): UdevMeaning {
  if (event === undefined) return { isNews: true, isOfDrives: true };
  const { from, action, path, subsystem } = event;
  const inFolder = /\/block\/([^/]+)/.exec(path)?.[1];
  const isOfDrives = inFolder === undefined || !isUsbDiskName(inFolder);
  if (from === 'udev') return { isNews: true, isOfDrives };
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (subsystem !== 'block' || !isUsbDiskName(name)) return { isNews: false, isOfDrives: false };
  if (action === 'add') return { disk: name, isNews: false, isOfDrives: false };
  return { isNews: action === 'remove', isOfDrives: false };
}
