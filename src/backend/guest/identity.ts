import * as z from 'zod';

/** One NIC of the guest for good, with or without a NIC of the box at this moment. */
const slot = z.object({
  /** From 1; decides the PCI address. */
  number: z.int().min(1).max(64),
  /** Place on the box's bus of the NIC that it stands for, and that NIC's own hardware address. */
  place: z.string().nullable(),
  permanentMac: z.string().nullable(),
  /** The guest's address. */
  mac: z.string(),
  /** The kernel's name of the NIC when it was last there. */
  name: z.string(),
  /** Starts of the guest in a row that went without the NIC; 0 while it is there. */
  missed: z.int().nonnegative(),
});
export type Slot = z.infer<typeof slot>;

/** What of the guest stays the same from start to start although the hardware changes. Plain JSON: it is stored with each start. */
export const identity = z.object({
  /** A board's need not be one of RFC 9562. */
  uuid: z.guid(),
  /** In the order of their numbers, without gaps. */
  slots: z.array(slot).max(64),
});
export type Identity = z.infer<typeof identity>;
