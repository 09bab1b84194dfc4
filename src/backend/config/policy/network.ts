import * as z from 'zod';
import { printable } from './values.ts';

/** How a NIC of the guest looks to it. */
const model = z.enum(['virtio', 'e1000e', 'igb', 'rtl8139']);

const port = z
  .strictObject({
    port: printable
      .min(1)
      .max(64)
      .describe(
        "Which NIC of the box: its place on the bus (`0000:01:00.0`), the kernel's name (`eno1`), its permanent hardware address, or the chassis' label (`LAN 1`).",
      ),
    model: model
      .optional()
      .describe('The kind of this NIC, as libvirt names it. Without it: that of `network.model`.'),
  })
  .meta({ title: 'port', description: 'One NIC of the box that the guest gets.' });

export const network = z
  .strictObject({
    nics: z
      .union([z.enum(['all', 'none']), z.array(port).min(1).max(64)])
      .default('all')
      .describe(
        '`all`: one NIC of the guest for each NIC of the box. `none`: the guest has no network. A list: these, in this order.',
      ),
    model: model
      .default('virtio')
      .describe(
        'The kind of NIC that the guest sees, as libvirt names it. `virtio` needs drivers in Windows.',
      ),
  })
  .describe('The network.');
