/** Numbers of linux/input-event-codes.h. */
export const EV = { SYN: 0x00, KEY: 0x01, REL: 0x02, ABS: 0x03, LED: 0x11 } as const;
export const SYN = { REPORT: 0, DROPPED: 3 } as const;
export const REL = { X: 0x00, Y: 0x01, HWHEEL: 0x06, WHEEL: 0x08 } as const;
export const ABS = { X: 0x00, Y: 0x01 } as const;
export const LED = { NUM: 0, CAPS: 1, SCROLL: 2 } as const;
export const BTN = {
  MISC: 0x100,
  LEFT: 0x110,
  RIGHT: 0x111,
  MIDDLE: 0x112,
  TOOL_PEN: 0x140,
  TOOL_FINGER: 0x145,
  TOUCH: 0x14a,
  TOOL_DOUBLETAP: 0x14d,
} as const;
export const KEY = {
  ESC: 1,
  LEFTCTRL: 29,
  LEFTSHIFT: 42,
  RIGHTSHIFT: 54,
  LEFTALT: 56,
  SPACE: 57,
  CAPSLOCK: 58,
  NUMLOCK: 69,
  SCROLLLOCK: 70,
  RIGHTCTRL: 97,
  RIGHTALT: 100,
  POWER: 116,
  LEFTMETA: 125,
  RIGHTMETA: 126,
} as const;
/** Keys of the first 256 codes are on keyboards; buttons begin there, and go on to 0x15f; then come remote controls. */
export const isButton = (code: number): boolean => code >= BTN.MISC && code < 0x160;
export const INPUT_PROP = { POINTER: 0, DIRECT: 1 } as const;
