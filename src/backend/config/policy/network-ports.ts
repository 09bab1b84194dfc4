import * as z from 'zod';
import { printable } from './values.ts';

export const portName = printable
  .min(1)
  .max(64)
  .describe(
    "Which NIC of the box: its place on the bus (`0000:01:00.0`), the kernel's name (`eno1`), its permanent hardware address, or the chassis' label (`LAN 1`).",
  );

const byte = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = z
  .string()
  .regex(new RegExp(`^(${byte}\\.){3}${byte}$`), 'an IPv4 address, for example 192.0.2.1');

export const portRole = z
  .strictObject({
    port: portName,
    role: z
      .enum(['guest', 'passthrough', 'management', 'unused'])
      .describe(
        '`guest`: it is joined to a bridge, for the guest. `passthrough`: the guest has the NIC itself. `management`: the host has an address there, and the guest has nothing of it. `unused`: nobody has it; the host leaves it down and alone.',
      ),
    via: z
      .enum(['vfio', 'macvtap'])
      .optional()
      .describe(
        "With `passthrough` only. `vfio`, which it is without a word: the PCI device; it needs an IOMMU, and a group of its own. `macvtap`: a direct connection in libvirt's mode `passthrough`.",
      ),
    address: z
      .union([
        z.literal('dhcp'),
        z
          .string()
          .regex(
            new RegExp(`^(${byte}\\.){3}${byte}/([1-9]|[12]\\d|3[01])$`),
            'an IPv4 address with its prefix length, for example 192.0.2.10/24',
          ),
      ])
      .optional()
      .describe(
        'With `management` only. `dhcp`, which it is without a word, or an IPv4 address with its prefix length, for example `192.0.2.10/24`.',
      ),
    gateway: ipv4.optional().describe('With an `address` of its own only: where the default route leads.'),
    dns: z
      .array(ipv4.describe('An IPv4 address.'))
      .max(3)
      .optional()
      .describe('With an `address` of its own only: name servers.'),
    allow: z
      .array(z.int().min(1).max(65535).describe('A TCP port.'))
      .max(16)
      .optional()
      .describe(
        'With `management` only: TCP ports at which the host may be reached there. None without a word: it reaches others, and nobody reaches it.',
      ),
  })
  .meta({ title: 'port', description: 'One NIC of the box, and what it is for.' });
