import * as z from 'zod';
import { portName, portRole } from './network-ports.ts';

/** How a NIC of the guest looks to it. */
const model = z.enum(['virtio', 'e1000e', 'igb', 'rtl8139']);

const port = z
  .strictObject({
    port: portName,
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
    ports: z
      .array(portRole)
      .max(64)
      .default([])
      .describe('What NICs of the box are for. Those that are not listed are for the guest.'),
    mac: z
      .enum(['derive', 'inherit'])
      .default('derive')
      .describe(
        "The hardware address of a NIC of the guest. `derive`: one that is made of the NIC's own, the same at each start. `inherit`: the NIC's own, so that chassis, switch and guest agree; the NIC itself then has a derived one.",
      ),
    privateLink: z
      .boolean()
      .default(true)
      .describe(
        'Whether host and guest have a network of their own that never leaves the box: the guest gets 169.254.100.2 there by DHCP, and reaches the guest API at 169.254.100.1.',
      ),
    mtu: z
      .union([z.literal('inherit'), z.int().min(1280).max(65535)])
      .default('inherit')
      .describe(
        'Size of the largest packet, in bytes. `inherit`: what each NIC has. A number is set on NICs and bridges (jumbo frames: 9000); a NIC that does not take it keeps its own.',
      ),
    pass: z
      .array(
        z
          .enum(['lldp', 'eapol', 'lacp'])
          .describe(
            '`lldp`: who is at the other end of the cable. `eapol`: IEEE 802.1X. `lacp`: aggregation of links.',
          ),
      )
      .max(3)
      .default([])
      .describe(
        'Frames that a bridge keeps to itself by the standard, and that are to go through to the guest and back.',
      ),
    multicastSnooping: z
      .boolean()
      .default(false)
      .describe(
        'Whether bridges send multicast only to those who asked for it. Off: everything goes through.',
      ),
  })
  .describe('The network.');
