import * as z from 'zod';

/**
 * What the viewer (`bezel-display`) is to do, whole each time, as one line of JSON; `src/display/control/model.ts` is its side of it, and
 * `test/fixtures/display-control` has what both are tested with.
 */
export interface WantedDisplay {
  /** The VNC server of the guest; absent while there is none. */
  vnc?: string;
  /** What is on the monitor while there is no picture; absent: the splash. `until`: the seconds to then are counted down at its end. */
  message?: { text: string; until?: string };
  /** What is shown first after a boot. */
  first: 'guest' | 'console';
  whenOff: 'message' | 'console';
  /** The number of the console's virtual terminal. */
  consoleVt: number;
  hotKey: string;
  longPressS: number;
  scale: 'fit' | 'integer' | 'centre';
  resizeGuest: boolean;
  viewOnly: boolean;
  blankAfterS: number;
  splash: string;
}

/** To the viewer: what is to be so, or a wish of the moment. */
export type ToViewer = { wanted: WantedDisplay } | { show: 'guest' | 'console' };

const size = { width: z.int().min(1).max(65535), height: z.int().min(1).max(65535) };
const shortText = z.string().max(200);

/** What the viewer tells, whole each time. It speaks with the guest's VNC server, and is believed no more than that. */
export const toldDisplay = z.object({
  view: z.enum(['guest', 'console']),
  scene: z.enum(['console', 'picture', 'message', 'splash']),
  picture: z.object(size).optional(),
  outputs: z.array(z.object({ name: shortText, ...size, bitsPerPixel: z.int().min(1).max(64) })).max(16),
  connectors: z.array(z.object({ name: shortText, connected: z.boolean() })).max(64),
  inputs: z.array(shortText).max(256),
  failure: shortText.optional(),
});
export type ToldDisplay = z.infer<typeof toldDisplay>;
