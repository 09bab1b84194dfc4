import * as z from 'zod';
import { fact } from './fact.ts';

/** A few words of the guest's own. */
export const words = z.string().trim().min(1).max(200);

/** `starting`: not yet of use · `ready`: does its work · `degraded`: does it badly, or not all of it · `failing`: does not do it. */
export const healthState = z.enum(['starting', 'ready', 'degraded', 'failing']);
export type HealthState = z.infer<typeof healthState>;
export const healthReport = z.strictObject({ state: healthState, message: words.optional() });
export type HealthReport = z.infer<typeof healthReport>;
/** What the guest says of itself. Unknown until it says something; stale when the run is over in which it said so. */
export const guestHealth = fact(
  z.object({ state: healthState, message: z.string().optional(), at: z.iso.datetime() }),
);
export type GuestHealth = z.infer<typeof guestHealth>;
