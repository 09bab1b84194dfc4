import * as z from 'zod';
import { fact } from '../fact.ts';
import { problem } from '../problem.ts';

/** A device on the USB tree; root hubs are those whose `parent` is absent. Strings are the device's own and hostile. */
export const usbDevice = z.object({
  /** The kernel's path of ports, for example `usb1`, `1-4`, `1-4.2`: the stable identity of the place. */
  path: z.string(),
  parent: z.string().optional(),
  /** Four hexadecimal digits each. */
  vendorId: fact(z.string()),
  productId: fact(z.string()),
  manufacturer: fact(z.string()),
  product: fact(z.string()),
  serial: fact(z.string()),
  speedMbps: fact(z.number()),
  /** USB class codes of the device and of its interfaces, two hexadecimal digits each, without repetition and without a device's `00`. */
  classes: z.array(z.string()),
  drivers: z.array(z.string()),
  /** Ports of a hub; 0 for what is none. */
  ports: fact(z.number().int()),
  problems: z.array(problem),
});
export type UsbDevice = z.infer<typeof usbDevice>;
