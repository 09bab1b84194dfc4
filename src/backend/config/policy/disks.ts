import * as z from 'zod';
import { absolutePath } from './values.ts';

const disk = z
  .strictObject({
    target: z
      .string()
      .regex(/^[vs]d[a-h]$/, 'vda to vdh or sda to sdh')
      .describe(
        "The disk's place in the guest, once for each: `vda` to `vdh` on virtio, `sda` to `sdh` on SCSI, `sda` to `sdf` on SATA.",
      ),
    source: absolutePath.describe(
      'The block device of the host, or an image file, that the guest gets. What is below `/dev` is a device.',
    ),
    serial: z
      .string()
      .regex(/^[A-Za-z0-9_.+-]{1,20}$/, '1 to 20 letters, digits, _ . + and -')
      .optional()
      .describe('The serial number that the guest sees, once for each.'),
    bus: z
      .enum(['virtio', 'scsi', 'sata'])
      .optional()
      .describe(
        'How the disk is attached. Without it: `virtio` for `vda` to `vdh`, `scsi` (virtio-scsi) for `sda` to `sdh`. `sata` needs no driver of virtio.',
      ),
    format: z.enum(['raw', 'qcow2']).default('raw').describe('Format of the source.'),
    cache: z
      .enum(['none', 'writeback', 'writethrough', 'directsync'])
      .default('none')
      .describe(
        "The host's cache for the disk, as libvirt names it. With each of them what the guest has flushed is safe.",
      ),
    discard: z.boolean().default(true).describe('Whether space that the guest frees goes back to the host.'),
    readOnly: z.boolean().default(false).describe('Whether the guest can only read the disk. Not on SATA.'),
  })
  .meta({ title: 'disk', description: 'One disk of the guest.' });

export const disks = z
  .array(disk)
  .min(1)
  .max(16)
  .describe('The disks of the guest. It boots from the first of the list.');
