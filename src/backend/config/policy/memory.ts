import * as z from 'zod';
import { mib } from './values.ts';

export const memory = z
  .strictObject({
    reserveMiB: mib.default(1024).describe('What the host keeps for itself in any case, in MiB.'),
    reserveShare: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.05)
      .describe("The share of the box's memory that the host keeps besides."),
    reserveMaxMiB: mib
      .default(32768)
      .describe('The host never keeps more than this, fixed part and share together, in MiB.'),
    minMiB: mib.min(64).default(256).describe('With less than this the guest is not started at all, in MiB.'),
    maxMiB: mib
      .min(64)
      .optional()
      .describe('The guest never gets more than this, in MiB. Without it there is no such limit.'),
    hugePages: z
      .enum(['none', '2MiB', '1GiB'])
      .default('none')
      .describe(
        "Size of the pages that hold the guest's memory. `none`: ordinary ones, which the kernel joins when it can. `2MiB` and `1GiB` are set aside before each start, and a box that does not have enough of them does not start the guest.",
      ),
  })
  .describe("How much of the box's memory the guest gets, and in which pages.");
