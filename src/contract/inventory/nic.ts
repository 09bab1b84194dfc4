import * as z from 'zod';
import { fact } from '../fact.ts';
import { problem } from '../problem.ts';

export const nic = z.object({
  /** The kernel's name, for example `enp1s0`. */
  name: z.string(),
  mac: fact(z.string()),
  permanentMac: fact(z.string()),
  driver: fact(z.string()),
  /** The NIC's own firmware; read after the rest, since a program has to be started for it. */
  firmware: fact(z.string()),
  /** Position on its bus, for example `0000:01:00.0`: the stable identity of the port. */
  path: fact(z.string()),
  /**
   * The name of the port on the chassis, where the firmware (SMBIOS 41, ACPI) says it, for example `LAN 1`; else what the driver calls it,
   * for example `p0` or `port 1`, both counted from 0.
   */
  port: fact(z.string()),
  /** `phys_port_id`: the same for all functions that share one socket. */
  physicalPortId: fact(z.string()),
  model: fact(z.string()),
  carrier: fact(z.boolean()),
  speedMbps: fact(z.number().int()),
  duplex: fact(z.string()),
  mtu: fact(z.number().int()),
  node: fact(z.number().int()),
  bridge: z.string().optional(),
  problems: z.array(problem),
});
export type Nic = z.infer<typeof nic>;
