import type { ScalePolicy } from '../framebuffer/placement.ts';

export type View = 'guest' | 'console';

/** What is on the monitor while there is no picture. `until` is a time (ISO 8601): the seconds to then are counted down at the end of the text. */
export interface Message {
  text: string;
  until?: string;
}

/** What whoever is in charge wants of the monitor, whole each time. */
export interface Wanted {
  /** The unix socket of the guest's VNC server; absent while there is none. */
  vnc?: string;
  /** Absent: the splash. */
  message?: Message;
  /** What is shown first, as long as nobody has wished for something else since the boot. */
  first: View;
  /** What is shown instead of the guest while there is a message. */
  whenOff: 'message' | 'console';
  /** The number of the console's virtual terminal. */
  consoleVt: number;
  hotKey: string;
  /** Left and right Shift, held for so long, are a hot-key, too; 0: they are not. */
  longPressS: number;
  scale: ScalePolicy;
  resizeGuest: boolean;
  viewOnly: boolean;
  /** 0: never. */
  blankAfterS: number;
  /** A PNG file. */
  splash: string;
}

export type SceneName = 'console' | 'picture' | 'message' | 'splash';

/** What is so, whole each time. */
export interface Told {
  view: View;
  scene: SceneName;
  /** The size of the guest's picture. */
  picture?: { width: number; height: number };
  outputs: { name: string; width: number; height: number; bitsPerPixel: number }[];
  connectors: { name: string; connected: boolean }[];
  inputs: string[];
  /** Why the guest's display cannot be shown though it is wanted. */
  failure?: string;
}

/** A line of whoever is in charge. */
export type ControlMessage = { wanted: Wanted } | { show: View };
