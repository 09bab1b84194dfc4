import * as z from 'zod';
import { parsePinHash } from '../parse-pin-hash.ts';
import { printable } from './values.ts';

export const product = z
  .strictObject({
    vendor: printable
      .min(1)
      .max(64)
      .optional()
      .describe('Who makes the appliance. SMBIOS texts have it as `{{ product.vendor }}`.'),
    name: printable
      .min(1)
      .max(64)
      .optional()
      .describe('What the appliance is called. SMBIOS texts have it as `{{ product.name }}`.'),
  })
  .describe('How the console names the appliance where the box itself does not say.');

export const console = z
  .strictObject({
    seats: z
      .array(
        z
          .string()
          .regex(/^tty[A-Za-z0-9]{1,12}$/, 'a terminal such as tty1 or ttyS0')
          .meta({ title: 'terminal', description: 'A terminal.' }),
      )
      .min(1)
      .max(8)
      .default(['tty1', 'ttyS0'])
      .describe('The terminals that show the console.'),
    escape: z
      .string()
      .regex(/^Ctrl-[ABDEFGKLNOPRSTUVWXY\]\\^_]$/, 'a control key such as Ctrl-] or Ctrl-O')
      .default('Ctrl-]')
      .describe("The key that leaves the guest's serial console; pressed twice, the guest gets it."),
    notice: printable.min(1).max(200).optional().describe('A line that every seat shows.'),
  })
  .describe('The console.');

export const access = z
  .strictObject({
    pinHash: z
      .string()
      .regex(
        /^\$scrypt\$ln=\d{1,2},r=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/,
        'a PHC string of scrypt: $scrypt$ln=15,r=8,p=1$SALT$HASH',
      )
      .refine((text) => parsePinHash(text) !== undefined, {
        message: 'the backend does not calculate it, for its costs are out of bounds',
        params: {
          hint: 'ln is at least 10, p at most 4, and 128 × r × 2^ln at most 64 MiB; bezel access hash-pin makes such a hash',
        },
      })
      .optional()
      .describe(
        "The hash of the technician's PIN, made by `bezel access hash-pin`. Without it no seat can be unlocked.",
      ),
    idleTimeoutS: z
      .int()
      .min(30)
      .max(86400)
      .default(300)
      .describe('After this time without a key an unlocked seat is locked again, in seconds.'),
  })
  .describe("The technician's access.");
