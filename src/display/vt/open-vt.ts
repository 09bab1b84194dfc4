import { errorCode, type System } from '../system/system.ts';
import type { Vt } from './vt.ts';

/** linux/kd.h and linux/vt.h */
const KDSETMODE = 0x4b3a;
const KDSKBMODE = 0x4b45;
const VT_ACTIVATE = 0x5606;
const KD_TEXT = 0;
const KD_GRAPHICS = 1;
const K_UNICODE = 3;
const K_OFF = 4;

/**
 * Opens a virtual terminal. The kernel lets a process without capabilities change a terminal, and switch, if it is the process's
 * controlling one: systemd sees to that with `StandardInput=tty` and `TTYPath=`.
 *
 * It stays in the kernel's automatic mode (`VT_AUTO`), in which a terminal in graphics mode can't be switched away from: neither a key
 * nor another program takes the picture from under us, and we need no signals. The price is that a program that has been killed must be
 * cleaned up after, by `restoreVt`.
 *
 * @param dev the folder of the devices' files, such as `/dev`
 */
export function openVt(system: System, dev: string, number: number): Vt {
  const name = `tty${number}`;
  const fd = system.open(`${dev}/${name}`, 'both');

  function control(request: number, argument: number): void {
    try {
      system.ioctl(fd, request, argument);
    } catch (error) {
      if (errorCode(error) !== 'EPERM') throw error;
      throw new Error(
        `${name} is not the terminal that this program was started on; start it with TTYPath=/dev/${name}`,
        {
          cause: error,
        },
      );
    }
  }

  return {
    number,
    take() {
      control(KDSKBMODE, K_OFF);
      control(KDSETMODE, KD_GRAPHICS);
    },
    setGraphics: (on) => control(KDSETMODE, on ? KD_GRAPHICS : KD_TEXT),
    give() {
      control(KDSETMODE, KD_TEXT);
      control(KDSKBMODE, K_UNICODE);
    },
    activate: (other) => control(VT_ACTIVATE, other),
    close: () => system.close(fd),
  };
}

/**
 * Cleans up after a viewer that ended without doing so itself: screen and keyboard are the kernel's again, and the terminal `next` comes
 * to the front if ours was there.
 */
export function restoreVt(
  system: System,
  dev: string,
  number: number,
  next: number,
  isActive: boolean,
): void {
  const vt = openVt(system, dev, number);
  try {
    vt.give();
    if (isActive) vt.activate(next);
  } finally {
    vt.close();
  }
}
