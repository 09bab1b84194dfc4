import * as z from 'zod';
import { absolutePath } from './values.ts';

/** What one key of a hot-key may be; `src/display/input` knows the same. */
const hotKey =
  /^(ctrl|alt|shift|meta)(-(ctrl|alt|shift|meta)){0,2}-(f([1-9]|1[0-2])|esc|pause|print|scrolllock|home|end)$/;

export const display = z
  .strictObject({
    monitor: z
      .enum(['guest', 'console'])
      .default('guest')
      .describe(
        "What the box's monitor shows after a boot. `guest`: the guest's display as soon as there is something to see, and a splash before. `console`: the technician's console.",
      ),
    whenOff: z
      .enum(['message', 'console'])
      .default('message')
      .describe(
        "What the monitor shows instead of the guest while the guest does not run. `message`: one line that says what is going on. `console`: the technician's console; the guest comes back by itself.",
      ),
    hotKey: z
      .string()
      .regex(hotKey, 'modifiers and a key such as ctrl-alt-f2')
      .default('ctrl-alt-f2')
      .describe(
        'The keys that go from the guest to the console and back: one to three of `ctrl`, `alt`, `shift` and `meta`, and `f1` to `f12`, `esc`, `pause`, `print`, `scrolllock`, `home` or `end`. The guest never gets them.',
      ),
    longPressS: z
      .int()
      .min(0)
      .max(30)
      .default(5)
      .describe(
        'For keyboards without such a key: left and right Shift, held for so many seconds, do the same. 0: they do not.',
      ),
    scale: z
      .enum(['fit', 'integer', 'centre'])
      .default('fit')
      .describe(
        "How the guest's picture comes onto a monitor of another size. `fit`: as large as it goes, smoothly. `integer`: doubled, tripled, or halved, sharp. `centre`: as it is; what is too large is cut off.",
      ),
    resizeGuest: z
      .boolean()
      .default(false)
      .describe("Whether the guest is asked to draw in the monitor's size; a guest with virtio-gpu can."),
    viewOnly: z
      .boolean()
      .default(false)
      .describe('Whether the monitor only looks at the guest: no key and no movement of a mouse reaches it.'),
    blankAfterS: z
      .int()
      .min(0)
      .max(86400)
      .default(0)
      .describe(
        'After so many seconds without a key, a movement or a change of the picture the monitor is switched off, until there is one. 0: never.',
      ),
    splash: absolutePath
      .default('/usr/share/bezel/splash.png')
      .describe('The picture while box and guest start: a PNG on the host, of at most 4 MiB.'),
  })
  .describe("What the box's monitor shows.");
