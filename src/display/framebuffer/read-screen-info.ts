import type { System } from '../system/system.ts';
import { FIXED_BYTES, parseScreenInfo, type ScreenInfo, VARIABLE_BYTES } from './parse-screen-info.ts';

const FBIOGET_VSCREENINFO = 0x4600;
const FBIOGET_FSCREENINFO = 0x4602;
const FBIOBLANK = 0x4611;
const BLANK_POWERDOWN = 4;
const UNBLANK = 0;

/** Asks the kernel about a framebuffer. */
export function readScreenInfo(system: System, fd: number): ScreenInfo {
  const variable = Buffer.alloc(VARIABLE_BYTES);
  const fixed = Buffer.alloc(FIXED_BYTES);
  system.ioctl(fd, FBIOGET_VSCREENINFO, variable);
  system.ioctl(fd, FBIOGET_FSCREENINFO, fixed);
  return parseScreenInfo(variable, fixed);
}

/** Switches the monitors of a framebuffer off (DPMS), or on. */
export function writeBlank(system: System, fd: number, off: boolean): void {
  system.ioctl(fd, FBIOBLANK, off ? BLANK_POWERDOWN : UNBLANK);
}
