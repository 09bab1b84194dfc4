import * as z from 'zod';
import { classPattern, usbClasses } from '../../../contract/index.ts';
import { printable } from './values.ts';

const hex4 = z
  .string()
  .regex(/^[0-9a-fA-F]{4}$/, 'four hexadecimal digits, in quotes where they are digits only');

const rule = z
  .strictObject({
    action: z
      .enum(['allow', 'ignore', 'forbid'])
      .describe(
        '`allow`: the guest gets it. `ignore`: it gets it when a technician says so. `forbid`: it never does.',
      ),
    port: z
      .string()
      .max(64)
      .regex(
        /^\d+-\d+(\.\d+)*(\.\*)?$/,
        'a path of USB ports such as 1-2 or 1-2.3, or 1-2.* for what is behind it',
      )
      .optional()
      .describe(
        'The path of USB ports, in the words of the kernel and of `bezel media`. With `.*` at its end: whatever is plugged into the hub there.',
      ),
    vendor: hex4.optional().describe('The USB vendor, in quotes: for example `"0781"`.'),
    product: hex4.optional().describe('The USB product, in quotes.'),
    serial: printable.min(1).max(128).optional().describe('The serial number, as `bezel media` shows it.'),
    class: z
      .string()
      .regex(
        classPattern,
        `one of ${Object.keys(usbClasses).join(', ')}, or two hexadecimal digits, in quotes`,
      )
      .optional()
      .describe(
        "USB's class of the device or of one of its interfaces, by name or number: `storage` is disks, `vendor` whatever has a driver of its own. A device can claim any.",
      ),
    removable: z
      .boolean()
      .optional()
      .describe(
        'Whether a disk says that its medium can be removed: most sticks do, fixed disks do not. Fits disks only.',
      ),
  })
  .meta({ title: 'rule' })
  .describe('What is not said fits everything.');

const mode = z.enum(['drive', 'medium', 'none']);

const exception = z
  .strictObject({
    port: z
      .string()
      .max(64)
      .regex(
        /^(ata\d+|host\d+|\d+-\d+(\.\d+)*)$/,
        'the port of a drive as bezel media shows it, such as ata3 or 1-2.3',
      )
      .optional()
      .describe('The port of the controller, such as `ata3`, or the path of USB ports, such as `1-2.3`.'),
    model: printable.min(1).max(64).optional().describe('The model, as `bezel media` shows it.'),
    mode: mode.describe('As `media.drives.mode`, for the drives that fit.'),
  })
  .refine(({ port, model }) => port !== undefined || model !== undefined, 'needs a port or a model')
  .meta({ title: 'exception' })
  .describe('All that is said must fit.');

const drives = z
  .strictObject({
    mode: mode
      .default('drive')
      .describe(
        '`drive`: the guest gets the drives themselves, and reads, writes, plays and ejects as on bare metal. `medium`: for each it gets a drive that only reads, with the disc that is in the box. `none`: it gets nothing of them.',
      ),
    modes: z
      .array(exception)
      .max(16)
      .default([])
      .describe('Drives that are given in another mode. The first one that fits decides.'),
  })
  .describe("The box's CD and DVD drives. For those on USB the rules count as well.");

export const media = z
  .strictObject({
    bus: z
      .enum(['scsi', 'virtio'])
      .default('scsi')
      .describe(
        'How the guest sees USB disks. `scsi`: as disks of a virtio-scsi controller, 64 at most. `virtio`: as virtio disks, 8 at most.',
      ),
    drives: drives.prefault({}),
    rules: z
      .array(rule)
      .max(64)
      .default([])
      .describe(
        'The first rule that fits decides. What no rule fits goes to the guest, but for keyboards, mice, hubs and NICs.',
      ),
  })
  .describe("The USB disks and devices of the box, and its drives: what is plugged in is the guest's.");
