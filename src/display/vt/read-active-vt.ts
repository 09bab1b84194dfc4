import { join } from 'node:path';
import type { Poller } from '../system/poller.ts';
import type { System } from '../system/system.ts';

/** The terminal that the monitors show, or nothing where there are no virtual terminals. `sys` is the root of sysfs. */
export function readActiveVt(system: System, sys: string): number | undefined {
  const fd = system.open(join(sys, 'class/tty/tty0/active'), 'read');
  try {
    return readNumber(system, fd);
  } finally {
    system.close(fd);
  }
}

/** Tells of each switch, by the kernel's own word of it. `stop` ends it. */
export function watchActiveVt(
  system: System,
  poller: Poller,
  sys: string,
  changed: (number: number) => void,
): { active: number | undefined; stop: () => void } {
  const fd = system.open(join(sys, 'class/tty/tty0/active'), 'read');
  let active = readNumber(system, fd);
  const stop = poller.watch(fd, 'exception', () => {
    const now = readNumber(system, fd);
    if (now === undefined || now === active) return;
    active = now;
    changed(now);
  });
  return {
    active,
    stop() {
      stop();
      poller.close(fd);
    },
  };
}

function readNumber(system: System, fd: number): number | undefined {
  const buffer = Buffer.alloc(32);
  const length = system.read(fd, buffer, 0) ?? 0;
  const [, number] = /^tty(\d+)\s*$/.exec(buffer.toString('latin1', 0, length)) ?? [];
  return number === undefined ? undefined : Number(number);
}
