import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BoxPaths } from './qemu-args.ts';
import type { LabState } from './state.ts';

/** The OVMF build of Debian's package `ovmf`. */
export const uefi = { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', vars: '/usr/share/OVMF/OVMF_VARS_4M.fd' };

/** All the files of a box, from its directory and its state. Pure. */
export function toBoxPaths(dir: string, state: LabState): BoxPaths {
  return {
    disk: state.disk,
    kernel: state.boot.kernel,
    initrd: state.boot.initrd,
    inBox: fileURLToPath(new URL('in-box', import.meta.url)),
    uefiCode: uefi.code,
    uefiVars: state.boot.uefiVars,
    sockets: {
      qmp: state.qmp,
      driverQmp: state.driver.qmp,
      serial: state.serial,
      shell: state.shell,
      guestSerial: state.driver.guestSerial,
      agent: state.driver.agent,
      wires: state.driver.wires,
    },
    frames: dir,
    serialLog: join(dir, 'serial.log'),
    shellLog: join(dir, 'shell.log'),
  };
}
