import { ABS, BTN, INPUT_PROP, KEY, REL } from './codes.ts';
import type { DeviceKind } from './inputs.ts';
import type { Bitmap } from './parse-capabilities.ts';

/** What a device can do. */
export interface Capabilities {
  key: Bitmap;
  rel: Bitmap;
  abs: Bitmap;
  led: Bitmap;
  properties: Bitmap;
}

/** Keys that every keyboard has some of, and that buttons of the case and remote controls don't have. */
const TYPING = [KEY.ESC, KEY.SPACE, 2, 16, 28, 30, 59, 71, 79];

/**
 * What a device is to us; nothing when it is none of our business: buttons of the case (power, sleep, lid), which are the host's own,
 * joysticks, sensors, the speaker.
 */
export function classify({ key, rel, abs, properties }: Capabilities): DeviceKind[] {
  const kinds: DeviceKind[] = [];
  if (TYPING.some(key)) kinds.push('keyboard');
  if (rel(REL.X) && rel(REL.Y) && key(BTN.LEFT)) kinds.push('mouse');
  if (abs(ABS.X) && abs(ABS.Y)) {
    const isPen = key(BTN.TOOL_PEN);
    if (key(BTN.TOOL_FINGER) && !isPen && !properties(INPUT_PROP.DIRECT)) kinds.push('touchpad');
    else if (key(BTN.TOUCH) && (properties(INPUT_PROP.DIRECT) || !key(BTN.LEFT))) kinds.push('touch-screen');
    else if (key(BTN.LEFT)) kinds.push('tablet');
  }
  return kinds;
}
