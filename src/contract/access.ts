import * as z from 'zod';
import { role } from './operation.ts';

/** What the caller's seat may do now. */
export const access = z.object({
  seat: z.string(),
  role,
  /** When the technician's unlock ends without further use. */
  unlockedUntil: z.iso.datetime().optional(),
  /** Milliseconds until the next attempt is accepted. */
  retryAfterMs: z.number().int().nonnegative(),
  failedAttempts: z.number().int().nonnegative(),
  /** False when the policy has no PIN, so that no seat can be unlocked. */
  pinSet: z.boolean(),
});
export type Access = z.infer<typeof access>;

/** 4 to 64 printable characters. */
export const unlockRequest = z.strictObject({ pin: z.string().min(1).max(64) });
export type UnlockRequest = z.infer<typeof unlockRequest>;
