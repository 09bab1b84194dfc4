import * as z from 'zod';
import { fact } from './fact.ts';

/** Which box this is, and what of its hardware a licence may hang on: all that the guest is told without a reason. */
export const box = z.object({
  /** Of Bezel. */
  version: z.string(),
  product: z.object({
    manufacturer: fact(z.string()),
    name: fact(z.string()),
    serial: fact(z.string()),
    uuid: fact(z.string()),
  }),
  /** The box's, not the guest's share of it. */
  hardware: z.object({
    processor: z.object({
      model: fact(z.string()),
      sockets: fact(z.number().int()),
      cores: fact(z.number().int()),
      threads: fact(z.number().int()),
    }),
    memoryMiB: fact(z.number().int()),
    /** In the order of their places on the buses. */
    nics: z.array(
      z.object({
        /** The label on the chassis where that is known, else the kernel's name. */
        label: z.string(),
        permanentMac: fact(z.string()),
      }),
    ),
  }),
});
export type Box = z.infer<typeof box>;
