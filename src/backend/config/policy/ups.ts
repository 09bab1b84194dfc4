import * as z from 'zod';

/** What NUT's configuration files take in quotation marks, and nothing that could end them. */
const word = (most: number, what: string) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[!#-[\]-~]+$/, what);

export const ups = z
  .strictObject({
    system: z
      .string()
      .max(300)
      .regex(/^[A-Za-z0-9_.-]{1,60}@[A-Za-z0-9.:[\]-]{1,230}$/, 'name@host or name@host:port')
      .optional()
      .describe(
        'A UPS that a server of NUT shows, by its name there: `ups@192.0.2.5`. With `user` and `password`. The box reaches it by a port for management.',
      ),
    user: word(60, 'printable ASCII without ", \\ and spaces')
      .optional()
      .describe("The box's name at that server."),
    password: word(200, 'printable ASCII without ", \\ and spaces')
      .optional()
      .describe('The password there. It is only as secret as this file, and NUT sends it as it is.'),
    driver: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,40}$/, 'the name of a driver of NUT')
      .optional()
      .describe("A UPS at the box itself: NUT's driver for it, for example `usbhid-ups`."),
    port: word(200, 'printable ASCII without ", \\ and spaces')
      .default('auto')
      .describe('Where that driver finds it: `auto` for USB, `/dev/ttyS1` for a serial line.'),
    onBatteryS: z
      .int()
      .min(0)
      .max(86_400)
      .optional()
      .describe(
        'How long the box runs on the battery before the guest is asked to stop, in seconds. Without it: until the UPS says that the battery is low.',
      ),
  })
  .optional()
  .describe(
    'The uninterruptible power supply of the box. When its battery is low the guest is asked to stop, at its limit it is cut off, and the box powers off. Either `system` or `driver`. Without this there is none.',
  );
