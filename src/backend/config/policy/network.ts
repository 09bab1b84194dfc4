import * as z from 'zod';

/** How a NIC of the guest looks to it. */
const model = z
  .enum(['virtio', 'e1000e', 'igb', 'rtl8139'])
  .describe('The kind of NIC that the guest sees, as libvirt names it.');

const port = z
  .strictObject({
    port: z
      .string()
      .regex(/^[^\p{Cc}]{1,64}$/u, 'a place, a name, a hardware address or a label')
      .describe(
        "Which NIC of the box: its place on the bus (`0000:01:00.0`), the kernel's name (`eno1`), its permanent hardware address, or the chassis' label (`LAN 1`).",
      ),
    model: model.optional(),
  })
  .describe('One NIC of the box that the guest gets.');

export const network = z
  .strictObject({
    nics: z
      .union([z.enum(['all', 'none']), z.array(port).min(1).max(64)])
      .default('all')
      .describe(
        '`all`: one NIC of the guest for each NIC of the box. `none`: the guest has no network. A list: these, in this order.',
      ),
    model: model.default('virtio'),
  })
  .describe('The network.');
