import type { Size } from './placement.ts';

/** One connector of a graphics card. */
export interface Monitor {
  /** As the kernel names it, such as `HDMI-A-1`. */
  name: string;
  /** The folder of the card's device, by which it belongs to a framebuffer. */
  device: string | undefined;
  /** `undefined` when the driver can't tell. */
  connected: boolean | undefined;
  /** What the monitor likes best. */
  preferred: Size | undefined;
}

/**
 * The part of a framebuffer that its monitors show. It keeps the size that it had when the first monitor was found; when a smaller one is
 * plugged in later, the kernel sets that one's preferred mode, and it shows the upper left part. A larger one gets a mode that fits.
 */
export function planVisible(whole: Size, monitors: readonly Monitor[]): Size {
  const sizes = monitors.flatMap(({ connected, preferred }) =>
    connected && preferred && preferred.width <= whole.width && preferred.height <= whole.height
      ? [preferred]
      : [],
  );
  return {
    width: Math.min(whole.width, ...sizes.map(({ width }) => width)),
    height: Math.min(whole.height, ...sizes.map(({ height }) => height)),
  };
}

/** `disconnected` is nobody's monitor; the other two words of the kernel are `connected` and `unknown`. */
export function parseConnected(status: string): boolean | undefined {
  return { connected: true, disconnected: false }[status.trim()];
}

/** The first line of a connector's `modes`, such as `1280x800`. */
export function parsePreferred(modes: string): Size | undefined {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})/.exec(modes) ?? [];
  return width && height && +width > 0 && +height > 0 ? { width: +width, height: +height } : undefined;
}
