import * as z from 'zod';
import { problem } from './problem.ts';

/**
 * Which configuration is in force. `policy`: the policy file as it is now; `last-good`: that file cannot be used, the last one that
 * could is in force; `none`: there never was a usable one.
 */
export const configStatus = z.object({
  inForce: z.enum(['policy', 'last-good', 'none']),
  policyFile: z.string(),
  /** When the policy in force was read. */
  loadedAt: z.iso.datetime().optional(),
  problems: z.array(problem),
});
export type ConfigStatus = z.infer<typeof configStatus>;
