import { join } from 'node:path';
import type { System } from '../system/system.ts';
import { errorCode } from '../system/system.ts';
import { createFramebuffer, type Framebuffer } from './framebuffer.ts';
import { type Monitor, planVisible } from './monitors.ts';
import type { Size } from './placement.ts';
import { readDevice } from './read-monitors.ts';
import { readScreenInfo } from './read-screen-info.ts';

/** A framebuffer that is, or was, open. */
export interface Screen {
  name: string;
  fd: number;
  isOpen: boolean;
  framebuffer: Framebuffer;
  visible: Size;
}

export interface Machine {
  system: System;
  /** The folder of the devices' files, such as `/dev`. */
  dev: string;
  /** The root of sysfs. */
  sys: string;
  /** The kernel's command line. */
  commandLine: string;
}

/**
 * Looks at one framebuffer again, or for the first time; `before` is what it was. The answer is `before` itself when nothing has changed,
 * and nothing when it can't be used now.
 */
export async function readScreen(
  machine: Machine,
  name: string,
  monitors: readonly Monitor[],
  before: Screen | undefined,
  failed: (error: Error) => void,
): Promise<Screen | undefined> {
  const { system, sys, dev, commandLine } = machine;
  const device = await readDevice(join(sys, 'class/graphics', name));
  // Where the command line chooses the mode, the monitor's wishes don't.
  const isChosen = /(^|\s)video=/.test(commandLine);
  const own = monitors.filter((monitor) => !isChosen && device !== undefined && monitor.device === device);
  let fd = before?.isOpen ? before.fd : undefined;
  try {
    fd ??= system.open(`${dev}/${name}`, 'both');
    const info = readScreenInfo(system, fd);
    const visible = planVisible(info, own);
    if (before?.isOpen && isSame(before.framebuffer.info, info) && isSame(before.visible, visible))
      return before;
    if (before) before.isOpen = false;
    return { name, fd, isOpen: true, framebuffer: createFramebuffer(system, fd, info), visible };
  } catch (error) {
    if (before?.isOpen) closeScreen(system, before);
    else if (fd !== undefined) system.close(fd);
    // It has gone meanwhile, or udev hasn't given it to us yet: both are told of.
    if (!['ENOENT', 'ENODEV', 'ENXIO', 'EACCES'].includes(errorCode(error))) {
      failed(new Error(`${name}: ${(error as Error).message}`, { cause: error }));
    }
    return undefined;
  }
}

/** Once, however often it is asked for: the number may be another file's meanwhile. */
export function closeScreen(system: System, screen: Screen): void {
  if (screen.isOpen) system.close(screen.fd);
  screen.isOpen = false;
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
