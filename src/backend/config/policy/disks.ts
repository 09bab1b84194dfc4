import * as z from 'zod';
import { absolutePath } from './values.ts';

const disk = z
  .strictObject({
    target: z
      .string()
      .regex(/^[vs]d[a-h]$/, 'vda to vdh or sda to sdh')
      .describe(
        "The disk's place in the guest: vda to vdh for virtio, sda to sdh for SCSI or SATA. The guest boots from the first of the list.",
      ),
    source: absolutePath.describe('The block device of the host, or an image file, that the guest gets.'),
    serial: z
      .string()
      .regex(/^[A-Za-z0-9_.+-]{1,20}$/, '1 to 20 letters, digits and _ . + -')
      .optional()
      .describe('The serial number that the guest sees: 1 to 20 letters, digits and _ . + -.'),
    bus: z
      .enum(['virtio', 'scsi', 'sata'])
      .optional()
      .describe(
        'How the disk is attached: `virtio` for vda to vdh; `scsi` (virtio-scsi, the default) or `sata` for sda to sdh; of SATA there are sda to sdf.',
      ),
    format: z.enum(['raw', 'qcow2']).default('raw').describe('Format of the source: `raw` or `qcow2`.'),
    cache: z
      .enum(['none', 'writeback', 'writethrough', 'directsync'])
      .default('none')
      .describe(
        "The host's cache for the disk, as libvirt names it. `none` loses nothing that the guest has flushed.",
      ),
    discard: z.boolean().default(true).describe('Whether space that the guest frees goes back to the host.'),
    readOnly: z.boolean().default(false).describe('The guest cannot write to the disk.'),
  })
  .describe('One disk of the guest.');

export const disks = z
  .array(disk)
  .min(1)
  .max(16)
  .describe('The disks of the guest, one to sixteen; it boots from the first.');
