import { LineSplitter } from '../engine/line-splitter.ts';
import { type WatchProgramOptions, watchProgram } from '../host/watch-program.ts';
import { parseUdevEvent, toMeaning } from './parse-udev-event.ts';

export interface WatchUdevOptions extends Omit<WatchProgramOptions, 'onChange'> {
  /** A disk of this name is there, and udev has not looked at it yet. */
  onDisk(name: string): void;
  /** Whatever was read of the devices of these names may be wrong now; without names: of all. */
  onStale(names?: readonly string[]): void;
  /** What is plugged in may be another; `isOfDrives`: drives, too. */
  onNews(isOfDrives: boolean): void;
}

const monitor = ['monitor', '--kernel', '--udev', '--subsystem-match=block', '--subsystem-match=usb'];

/** Tells of what the kernel and udev say of disks and of what is plugged into USB; see `watchProgram`. */
export function watchUdev({ onDisk, onStale, onNews, ...options }: WatchUdevOptions): {
  stop(): Promise<void>;
} {
  let lines = new LineSplitter();
  const hear = (bytes: Uint8Array): void => {
    const events = lines.push(bytes).flatMap((line) => (line === '' ? [] : [parseUdevEvent(line)]));
    const meanings = events.map(toMeaning);
    if (events.includes(undefined)) onStale();
    else onStale(events.flatMap((event) => event?.path.split('/') ?? []));
    for (const { disk } of meanings) if (disk !== undefined) onDisk(disk);
    if (meanings.some(({ isNews }) => isNews)) onNews(meanings.some(({ isOfDrives }) => isOfDrives));
  };
  return watchProgram('udevadm', monitor, {
    ...options,
    onChange: (bytes) => {
      if (bytes !== undefined) return hear(bytes);
      // It begins, or complains: what happened meanwhile nobody has heard.
      lines = new LineSplitter();
      onStale();
      onNews(true);
    },
  });
}
