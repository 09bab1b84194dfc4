import { EV, LED, SYN } from './codes.ts';
import type { Leds } from './inputs.ts';
import { renderEvent } from './parse-events.ts';

/** What is written to a keyboard so that its lamps are like this. */
export function renderLeds({ num, caps, scroll }: Leds): Buffer {
  return Buffer.concat([
    renderEvent(EV.LED, LED.NUM, num ? 1 : 0),
    renderEvent(EV.LED, LED.CAPS, caps ? 1 : 0),
    renderEvent(EV.LED, LED.SCROLL, scroll ? 1 : 0),
    renderEvent(EV.SYN, SYN.REPORT, 0),
  ]);
}
