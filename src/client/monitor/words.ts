import type { Display } from '../../contract/index.ts';

export interface DisplayWords {
  text: string;
  mood: 'plain' | 'good' | 'warning';
}

const SCENES: Record<NonNullable<Display['scene']>, string> = {
  console: 'the console',
  picture: "the guest's display",
  message: 'a message',
  splash: 'the splash',
};

/** What is on the box's monitor, in one line. */
export function monitorWords(display: Display): DisplayWords {
  const { state, scene, message, picture, outputs } = display;
  if (state === 'off') return { text: 'not served by Bezel', mood: 'plain' };
  if (state === 'unknown' || scene === undefined) return { text: 'unknown', mood: 'warning' };
  if (outputs.length === 0) return { text: 'there is none', mood: 'plain' };
  const what = SCENES[scene] ?? scene;
  if (scene === 'message' && message !== undefined) return { text: `a message: ${message}`, mood: 'plain' };
  if (scene === 'picture' && picture !== undefined)
    return { text: `${what}, ${picture.width}×${picture.height}`, mood: 'good' };
  return { text: what, mood: 'plain' };
}

/** The sizes of the framebuffers: `fb0 1024×768, 32 bits`. */
export const outputWords = ({ outputs }: Pick<Display, 'outputs'>): string =>
  outputs.length === 0
    ? 'none'
    : outputs
        .map((each) => `${each.name} ${each.width}×${each.height}, ${each.bitsPerPixel} bits`)
        .join('; ');

/** Which sockets have a monitor: `HDMI-A-1 connected, DP-1 empty`. */
export const connectorWords = ({ connectors }: Pick<Display, 'connectors'>): string =>
  connectors.length === 0
    ? 'not known'
    : connectors.map(({ name, connected }) => `${name} ${connected ? 'connected' : 'empty'}`).join(', ');
