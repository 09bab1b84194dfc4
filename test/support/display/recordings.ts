import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import type { Picture } from './pictures.ts';

const folder = join(import.meta.dirname, '../../fixtures/display');

/** What was on the screen while QEMU was recorded. */
export const scenes = ['text', 'desktop'] as const;
export type Scene = (typeof scenes)[number];
export const recordedEncodings = ['raw', 'hextile', 'zrle', 'tight'] as const;

export const recordingFile = (scene: Scene, encoding: string): string =>
  join(folder, `${scene}-${encoding}.rfb.gz`);
export const pictureFile = (scene: Scene): string => join(folder, `${scene}.png`);

/** What QEMU has said, from its version on. */
export function readRecording(scene: Scene, encoding: string): Buffer {
  return gunzipSync(readFileSync(recordingFile(scene, encoding)));
}

/** What was on the screen at the end of a recording, by QEMU's own screendump. */
export function readPicture(scene: Scene): Picture {
  const { width, height, data } = PNG.sync.read(readFileSync(pictureFile(scene)));
  const pixels = new Uint32Array(width * height).map((_, n) => data.readUInt32BE(n * 4) >>> 8);
  return { width, height, pixels };
}
